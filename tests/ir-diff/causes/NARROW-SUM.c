// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of bytes and 16-bit integers in 32-bit lanes.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py NARROW-SUM | FileCheck %s
#include <stddef.h>
#include <stdint.h>

// CHECK-DAG: {{^}}sum_words: {{decisive|shown}}:
uint32_t sum_words(const uint16_t *first, const uint16_t *last) {
  uint32_t sum = 0;
  for (; first != last; ++first)
    sum += *first;
  return sum;
}

// CHECK-DAG: {{^}}two_sums: {{decisive|shown}}:
int32_t two_sums(const int8_t *a, const int8_t *b, int n) {
  int32_t x = 0, y = 0;
  for (int i = 0; i < n; i++) {
    x += a[i];
    y += b[i];
  }
  return x * y;
}

// CHECK-DAG: {{^}}remedied: no:
uint32_t remedied(const uint16_t *values, size_t n) {
  uint32_t sum = 0;
#pragma clang loop vectorize_width(8)
  for (size_t i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}

// Counts truth values.
// CHECK-DAG: {{^}}count: no:
uint32_t count(const uint8_t *values, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += values[i] > 3;
  return sum;
}

// CHECK-DAG: {{^}}sum_i32: no:
int32_t sum_i32(const int32_t *values, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}

// CHECK-DAG: {{^}}strided: no:
uint32_t strided(const uint8_t *values, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += values[3 * i];
  return sum;
}
