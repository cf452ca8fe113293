// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Intrinsics natively, plain C on Wasm; not where both sides are plain C, or vector types serve both.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py SOURCE-SIMD | FileCheck %s
#include <stdint.h>
#ifdef __SSE4_1__
#include <smmintrin.h>
#endif

// CHECK-DAG: {{^}}brightest: {{decisive|shown}}:
uint8_t brightest(const uint8_t *pixels, int n) {
#ifdef __SSE4_1__
  __m128i best = _mm_setzero_si128();
  for (int i = 0; i + 16 <= n; i += 16)
    best = _mm_max_epu8(best, _mm_loadu_si128((const __m128i *)(pixels + i)));
  uint8_t lanes[16];
  _mm_storeu_si128((__m128i *)lanes, best);
  uint8_t result = 0;
  for (int i = 0; i < 16; ++i)
    result = lanes[i] > result ? lanes[i] : result;
  return result;
#else
  uint8_t result = 0;
#pragma clang loop vectorize(disable)
  for (int i = 0; i < n; ++i)
    result = pixels[i] > result ? pixels[i] : result;
  return result;
#endif
}

// CHECK-DAG: {{^}}plain: no:
float plain(const float *values, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}

// CHECK-DAG: {{^}}vector_types: no:
typedef float f32x4 __attribute__((vector_size(16), aligned(4)));
float vector_types(const float *values, int n) {
  f32x4 sums = {0, 0, 0, 0};
  for (int i = 0; i < n; i += 4)
    sums += *(const f32x4 *)(values + i);
  return sums[0] + sums[1] + sums[2] + sums[3];
}
