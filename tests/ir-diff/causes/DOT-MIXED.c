// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of products of bytes whose signs differ, from which something is subtracted, or of different sizes.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py DOT-MIXED | FileCheck %s
#include <stddef.h>
#include <stdint.h>

// CHECK-DAG: {{^}}signs_differ: {{decisive|shown}}:
int32_t signs_differ(const int8_t *a, const uint8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}

// CHECK-DAG: {{^}}zero_points: {{decisive|shown}}:
int32_t zero_points(const uint8_t *a, const uint8_t *b, int32_t zero_a, int32_t zero_b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += (a[i] - zero_a) * (b[i] - zero_b);
  return sum;
}

// CHECK-DAG: {{^}}squared_differences: {{decisive|shown}}:
uint32_t squared_differences(const uint8_t *a, const uint8_t *b, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// CHECK-DAG: {{^}}sizes_differ: {{decisive|shown}}:
int32_t sizes_differ(const int16_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}

// CHECK-DAG: {{^}}remedied_signs: no:
int32_t remedied_signs(const uint8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0, sum_b = 0;
#pragma clang loop vectorize_width(16)
  for (size_t i = 0; i < n; ++i) {
    sum += (int8_t)(a[i] ^ 0x80) * b[i];
    sum_b += b[i];
  }
  return sum + 128 * sum_b;
}

// CHECK-DAG: {{^}}remedied_differences: no:
uint32_t remedied_differences(const uint8_t *a, const uint8_t *b, size_t n) {
  uint32_t sum = 0;
#pragma clang loop vectorize_width(16)
  for (size_t i = 0; i < n; ++i) {
    uint8_t difference = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
    sum += difference * difference;
  }
  return sum;
}

// That is DOT8.
// CHECK-DAG: {{^}}same_sign: no:
int32_t same_sign(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
