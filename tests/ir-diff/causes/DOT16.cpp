// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of products of signed 16-bit integers.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py DOT16 | FileCheck %s
#include <cstddef>
#include <cstdint>

template <typename T> static inline int32_t energy(const T *first, const T *last) {
  int32_t sum = 0;
  while (first != last) {
    sum += *first * *first;
    ++first;
  }
  return sum;
}

// CHECK-DAG: {{^}}energy_i16: {{decisive|shown}}:
extern "C" int32_t energy_i16(const int16_t *samples, size_t n) { return energy(samples, samples + n); }

// CHECK-DAG: {{^}}two_sums: {{decisive|shown}}:
extern "C" int32_t two_sums(const int16_t *a, const int16_t *b, const int16_t *c, int64_t n) {
  int32_t x = 0, y = 0;
  for (int64_t i = 0; i < n; ++i) {
    x += a[i] * b[i];
    y += a[i] * c[i];
  }
  return x - y;
}

// CHECK-DAG: {{^}}remedied: no:
extern "C" int32_t remedied(const int16_t *a, const int16_t *b, size_t n) {
  int32_t sum = 0;
#pragma clang loop vectorize_width(8)
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}

// The instruction is for signed integers.
// CHECK-DAG: {{^}}unsigned_products: no:
extern "C" uint32_t unsigned_products(const uint16_t *a, const uint16_t *b, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += uint32_t(a[i]) * b[i];
  return sum;
}

// Every product has a sum of its own, in memory.
// CHECK-DAG: {{^}}added_to_memory: no:
extern "C" void added_to_memory(const int16_t *__restrict a, const int16_t *__restrict b, int32_t *__restrict sums, size_t n) {
  for (size_t i = 0; i < n; ++i)
    sums[i] += a[i] * b[i];
}
