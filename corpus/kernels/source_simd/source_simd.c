// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A dot product (n a multiple of 4) with the intrinsics of x86, and plain code for everything else.
#ifdef __SSE2__
#include <emmintrin.h>

float source_simd(const float *a, const float *b, int n) {
  __m128 sum = _mm_setzero_ps();
  for (int i = 0; i + 4 <= n; i += 4)
    sum = _mm_add_ps(sum, _mm_mul_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
  return sum[0] + sum[1] + sum[2] + sum[3];
}
#else

float source_simd(const float *a, const float *b, int n) {
  float sum = 0;
  for (int i = 0; i + 4 <= n; i += 4)
    for (int lane = 0; lane < 4; ++lane)
      sum += a[i + lane] * b[i + lane];
  return sum;
}
#endif
