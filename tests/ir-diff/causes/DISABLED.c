// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Forbidden by width; not where only unrolling is, nor where nothing is.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py DISABLED < %t.json | FileCheck %s
// CHECK: byWidth: decisive: the loop's metadata forbid vectors
void byWidth(const float *restrict a, float *restrict b, int n) {
#pragma clang loop vectorize_width(1) interleave_count(1)
  for (int i = 0; i < n; ++i)
    b[i] = a[i] * 2;
}

// CHECK: notUnrolled: no
void notUnrolled(const float *restrict a, float *restrict b, int n) {
#pragma clang loop unroll(disable)
  for (int i = 0; i < n; ++i)
    b[i] = a[i] * 2;
}

// CHECK: byCall: no
float unknown(float x);
void byCall(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = unknown(a[i]);
}
