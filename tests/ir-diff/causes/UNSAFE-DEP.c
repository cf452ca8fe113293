// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Some elements are made from the one before; from another array they may.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py UNSAFE-DEP < %t.json | FileCheck %s
// CHECK: fill: decisive: {{.*}} touch the same element in different iterations
void fill(float *values, const int *missing, int n) {
  for (int i = 1; i < n; ++i)
    if (missing[i])
      values[i] = values[i - 1] * 0.5f;
}

// CHECK: fromOther: no
void fromOther(float *restrict to, const float *restrict values, int n) {
  for (int i = 1; i < n; ++i)
    to[i] = values[i - 1] * 0.5f;
}
