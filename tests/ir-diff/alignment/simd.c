// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Kernels with one path per target behind #ifdef, and the portable loop after them.
#include <stddef.h>
#include <stdint.h>
#if defined __wasm_simd128__
#include <wasm_simd128.h>
#elif defined __SSE2__
#include <immintrin.h>
#endif

// One loop that calls per-target helpers: the same source loop.
#if defined __wasm_simd128__
typedef v128_t f32x4;
static inline f32x4 load4(const float *p) { return wasm_v128_load(p); }
static inline void store4(float *p, f32x4 v) { wasm_v128_store(p, v); }
static inline f32x4 multiply4(f32x4 a, f32x4 b) { return wasm_f32x4_mul(a, b); }
static inline f32x4 add4(f32x4 a, f32x4 b) { return wasm_f32x4_add(a, b); }
#else
typedef __m128 f32x4;
static inline f32x4 load4(const float *p) { return _mm_loadu_ps(p); }
static inline void store4(float *p, f32x4 v) { _mm_storeu_ps(p, v); }
static inline f32x4 multiply4(f32x4 a, f32x4 b) { return _mm_mul_ps(a, b); }
static inline f32x4 add4(f32x4 a, f32x4 b) { return _mm_add_ps(a, b); }
#endif

void multiply_add(const float *restrict a, const float *restrict b, float *restrict c, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4)
    store4(c + i, add4(load4(c + i), multiply4(load4(a + i), load4(b + i))));
  for (; i < n; ++i)
    c[i] += a[i] * b[i];
}

// A loop per target.
float sum(const float *a, int n) {
  int i = 0;
  float result = 0;
#if defined __wasm_simd128__
  v128_t total = wasm_f32x4_splat(0);
  for (; i + 4 <= n; i += 4)
    total = wasm_f32x4_add(total, wasm_v128_load(a + i));
  result = wasm_f32x4_extract_lane(total, 0) + wasm_f32x4_extract_lane(total, 1) + wasm_f32x4_extract_lane(total, 2) +
           wasm_f32x4_extract_lane(total, 3);
#elif defined __SSE2__
  __m128 total = _mm_setzero_ps();
  for (; i + 4 <= n; i += 4)
    total = _mm_add_ps(total, _mm_loadu_ps(a + i));
  float lanes[4];
  _mm_storeu_ps(lanes, total);
  result = lanes[0] + lanes[1] + lanes[2] + lanes[3];
#endif
  for (; i < n; ++i)
    result += a[i];
  return result;
}

// A path that only the native side has.
static void clamp_row(int16_t *row, int n, int16_t low, int16_t high) {
  int i = 0;
#ifdef __SSE2__
  const __m128i lows = _mm_set1_epi16(low), highs = _mm_set1_epi16(high);
  for (; i + 8 <= n; i += 8) {
    __m128i v = _mm_loadu_si128((const __m128i *)(row + i));
    _mm_storeu_si128((__m128i *)(row + i), _mm_min_epi16(_mm_max_epi16(v, lows), highs));
  }
#endif
  for (; i < n; ++i)
    row[i] = row[i] < low ? low : row[i] > high ? high : row[i];
}
void clamp_image(int16_t *pixels, int width, int height, int16_t low, int16_t high) {
  for (int y = 0; y < height; ++y)
    clamp_row(pixels + (size_t)y * width, width, low, high);
}

// A function of its own per target.
#ifdef __SSE2__
__attribute__((noinline)) static int count_equal_sse(const uint8_t *a, const uint8_t *b, int n) {
  int count = 0, i = 0;
  for (; i + 16 <= n; i += 16)
    count += __builtin_popcount((unsigned)_mm_movemask_epi8(
        _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(a + i)), _mm_loadu_si128((const __m128i *)(b + i)))));
  for (; i < n; ++i)
    count += a[i] == b[i];
  return count;
}
#define count_equal_best count_equal_sse
#else
__attribute__((noinline)) static int count_equal_plain(const uint8_t *a, const uint8_t *b, int n) {
  int count = 0;
  for (int i = 0; i < n; ++i)
    count += a[i] == b[i];
  return count;
}
#define count_equal_best count_equal_plain
#endif
int count_equal(const uint8_t *a, const uint8_t *b, int n) {
  return count_equal_best(a, b, n);
}
