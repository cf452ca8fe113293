// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sixteen products of bytes in a loop over rows; a long loop of them is not one that was unrolled early.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py EARLY-UNROLL < %t.json | FileCheck %s
#include <stdint.h>

// CHECK: rows: decisive: 16 products of narrow integers per iteration
void rows(const int8_t *restrict a, const int8_t *restrict b, int32_t *restrict sums, int n) {
  for (int row = 0; row < n; ++row) {
    int32_t sum = 0;
    for (int k = 0; k < 16; ++k)
      sum += a[row * 16 + k] * b[k];
    sums[row] += sum;
  }
}

// CHECK: kept: no
void kept(const int8_t *restrict a, const int8_t *restrict b, int32_t *restrict sums, int n) {
  for (int row = 0; row < n; ++row) {
    int32_t sum = 0;
#pragma clang loop unroll(disable) vectorize_width(16)
    for (int k = 0; k < 16; ++k)
      sum += a[row * 16 + k] * b[k];
    sums[row] += sum;
  }
}

// CHECK: longLoop: no
int32_t longLoop(const int8_t *restrict a, const int8_t *restrict b, int n) {
  int32_t sum = 0;
  for (int k = 0; k < n; ++k)
    sum += a[k] * b[k];
  return sum;
}
