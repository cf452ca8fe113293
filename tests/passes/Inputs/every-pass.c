// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function for each pass, which finds something to do in it at -O2 and -O3.
#include <math.h>
#include <stddef.h>
#include <stdint.h>

void relu6(float *restrict o, const float *restrict a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = fminf(fmaxf(a[i], 0), 6);
}

void rounded(float *restrict o, const float *restrict a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = roundf(a[i]);
}

void to_bytes(uint8_t *restrict o, const int *restrict a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = a[i] < 0 ? 0 : a[i] > 255 ? 255 : a[i];
}

int dot(const int8_t *a, const int8_t *b, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}

int argmax(const float *a, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i)
    if (a[i] > a[best])
      best = i;
  return best;
}

void scaled(float *restrict o, const float *restrict a, float by, size_t n) {
  for (size_t i = 0; i < n; ++i)
    o[i] = a[i] * by;
}

void unrolled(float *restrict o, const float *restrict a, float by, int n) {
  for (int i = 0; i + 4 <= n; i += 4) {
    o[i] = a[i] * by;
    o[i + 1] = a[i + 1] * by;
    o[i + 2] = a[i + 2] * by;
    o[i + 3] = a[i + 3] * by;
  }
}

void tile(float *restrict o, const float *restrict a, const float *restrict b, int n) {
  float sums[8] = {0};
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 8; ++j)
      sums[j] += a[i] * b[8 * i + j];
  for (int j = 0; j < 8; ++j)
    o[j] = sums[j] < 0 ? 0 : sums[j] > 6 ? 6 : sums[j];
}

// Vectorized at -O1 as well, because the program asks for it.
__attribute__((target("relaxed-simd"))) int relaxed_dot(const int8_t *a, const int8_t *b, int n) {
  int sum = 0;
#pragma clang loop vectorize_width(16)
  for (int i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
