// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of absolute differences.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py ABSDIFF | FileCheck %s
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// CHECK-DAG: {{^}}sad_words: {{decisive|shown}}:
uint32_t sad_words(const int16_t *a, const int16_t *b, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i) {
    int difference = a[i] - b[i];
    sum += difference < 0 ? -difference : difference;
  }
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
uint32_t remedied(const uint8_t *a, const uint8_t *b, size_t n) {
  uint32_t sum = 0;
#pragma clang loop vectorize_width(16)
  for (size_t i = 0; i < n; ++i) {
    uint8_t difference = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
    sum += difference;
  }
  return sum;
}

// LLVM stores them well: max_u, min_u, sub.
// CHECK-DAG: {{^}}stored: no:
void stored(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = abs(a[i] - b[i]);
}

// CHECK-DAG: {{^}}sad_i32: no:
uint32_t sad_i32(const int32_t *a, const int32_t *b, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += abs(a[i] - b[i]);
  return sum;
}

// CHECK-DAG: {{^}}sad_by_choice: {{decisive|shown}}:
uint32_t sad_by_choice(const uint8_t *a, const uint8_t *b, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
  return sum;
}
