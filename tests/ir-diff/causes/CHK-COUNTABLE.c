// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A check of the counter is never the reason: it is shown where something else is.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py CHK-COUNTABLE < %t.json | FileCheck %s
float unknown(float x);

// CHECK: calls: shown: 1 explicit check, not in the way
void calls(const float *restrict a, float *restrict b, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (i >= size)
      __builtin_trap();
    b[i] = unknown(a[i]);
  }
}

// CHECK: vectorized: no
void vectorized(float *restrict a, const float *restrict b, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (i >= size)
      __builtin_trap();
    a[i] = b[i] + 1;
  }
}

// CHECK: unchecked: no
void unchecked(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = unknown(a[i]);
}
