// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of products of bytes of the same sign.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py DOT8 | FileCheck %s
#include <cstddef>
#include <cstdint>

template <typename T, typename Sum> static inline Sum dot(const T *a, const T *b, ptrdiff_t n) {
  Sum sum = 0;
  for (ptrdiff_t i = n - 1; i >= 0; --i)
    sum += Sum(a[i]) * Sum(b[i]);
  return sum;
}

// CHECK-DAG: {{^}}unsigned_backwards: {{decisive|shown}}:
extern "C" uint32_t unsigned_backwards(const uint8_t *a, const uint8_t *b, ptrdiff_t n) { return dot<uint8_t, uint32_t>(a, b, n); }

// CHECK-DAG: {{^}}squares: {{decisive|shown}}:
extern "C" int32_t squares(const int8_t *values, size_t n) {
  int32_t sum = 0;
  for (const int8_t *end = values + n; values != end; ++values)
    sum += *values * *values;
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
extern "C" int32_t remedied(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
#pragma clang loop vectorize_width(16)
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}

// No sum.
// CHECK-DAG: {{^}}products: no:
extern "C" void products(const int8_t *__restrict a, const int8_t *__restrict b, int32_t *__restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = a[i] * b[i] + 1;
}

// One side is as wide as the sum.
// CHECK-DAG: {{^}}weighted: no:
extern "C" int32_t weighted(const int8_t *a, const int32_t *weights, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * weights[i];
  return sum;
}

// A wider loop would gather more.
// CHECK-DAG: {{^}}strided: no:
extern "C" int32_t strided(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[3 * i] * b[i];
  return sum;
}

// 16 sums at once: it is the layout that decides here.
// CHECK-DAG: {{^}}tile: no:
extern "C" void tile(const int8_t *__restrict a, const int8_t *__restrict b, int32_t *__restrict output, size_t n) {
  int32_t sums[4][4] = {};
  for (size_t step = 0; step < n; ++step)
    for (size_t i = 0; i < 4; ++i)
      for (size_t j = 0; j < 4; ++j)
        sums[i][j] += a[step * 4 + i] * b[step * 4 + j];
  for (size_t i = 0; i < 16; ++i)
    output[i] = sums[i / 4][i % 4];
}

// The instructions add to 32 bits.
// CHECK-DAG: {{^}}sum_of_64_bits: no:
extern "C" int64_t sum_of_64_bits(const int8_t *a, const int8_t *b, size_t n) {
  int64_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
