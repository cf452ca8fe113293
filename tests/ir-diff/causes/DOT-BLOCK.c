// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot products of blocks of constant size, unrolled before they could be vectorized.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py DOT-BLOCK | FileCheck %s
#include <stddef.h>
#include <stdint.h>

// CHECK-DAG: {{^}}blocks_of_words: {{decisive|shown}}:
void blocks_of_words(const int16_t *restrict a, const int16_t *restrict b, int32_t *restrict output, int blocks) {
  for (int block = 0; block < blocks; ++block) {
    int32_t sum = 0;
    for (int i = 0; i < 16; ++i)
      sum += a[block * 16 + i] * b[i];
    output[block] = sum;
  }
}

// CHECK-DAG: {{^}}written_out: {{decisive|shown}}:
int32_t written_out(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i + 8 <= n; i += 8)
    sum += a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3] + a[i + 4] * b[i + 4] + a[i + 5] * b[i + 5] +
           a[i + 6] * b[i + 6] + a[i + 7] * b[i + 7];
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const int16_t *restrict a, const int16_t *restrict b, int32_t *restrict output, int blocks) {
  for (int block = 0; block < blocks; ++block) {
    int32_t sum = 0;
#pragma clang loop unroll(disable) vectorize_width(8)
    for (int i = 0; i < 16; ++i)
      sum += a[block * 16 + i] * b[i];
    output[block] = sum;
  }
}

// Too few for one instruction.
// CHECK-DAG: {{^}}pairs: no:
void pairs(const int16_t *restrict a, const int16_t *restrict b, int32_t *restrict output, int blocks) {
  for (int block = 0; block < blocks; ++block)
    output[block] = a[2 * block] * b[0] + a[2 * block + 1] * b[1];
}

// The bytes of a column do not stand side by side.
// CHECK-DAG: {{^}}columns: no:
void columns(const int8_t *restrict a, const int8_t *restrict b, int32_t *restrict output, int rows) {
  for (int row = 0; row < rows; ++row) {
    int32_t sum = 0;
    for (int i = 0; i < 16; ++i)
      sum += a[row * 16 + i] * b[i * 24];
    output[row] = sum;
  }
}
