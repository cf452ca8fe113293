// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A difference to the neighbour that asks for the first element each time; a condition on the data is none.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py BORDER-IF < %t.json | FileCheck %s
// CHECK: difference: decisive: the condition in line [[# @LINE + 4]] depends on the loop's counter only
void difference(const float *restrict a, const float *restrict b, float *restrict out, int n, int border) {
  for (int i = 0; i < n; ++i) {
    float other = 0;
    if (i >= border && i < n - border)
      other = a[i - border] * b[i + border];
    out[i] = a[i] - other;
  }
}

// CHECK: peeled: no
void peeled(const float *restrict a, const float *restrict b, float *restrict out, int n, int border) {
  for (int i = 0; i < border; ++i)
    out[i] = a[i];
  for (int i = border; i < n - border; ++i)
    out[i] = a[i] - a[i - border] * b[i + border];
  for (int i = n - border; i < n; ++i)
    out[i] = a[i];
}

// CHECK: byData: no
void byData(const float *restrict a, const float *restrict b, float *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    if (a[i] > 0)
      out[i] = b[i];
}
