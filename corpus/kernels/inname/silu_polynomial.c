// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SiLU activation: x / (1 + exp(-x)), with an exponential of a few instructions in place of the C library's, which stops the vectorizer
// from using vector instructions. Relative error below 3e-7 where the result is a normal number; the argument is clamped to that range.
#include <stdint.h>
#include <string.h>

static inline float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  // x = k * ln 2 + r: adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
  float shifted = x * 1.44269504f + 12582912.0f;
  float k = shifted - 12582912.0f;
  float r = x - k * 0.693359375f - k * -2.12194440e-4f;
  float power = 1.0f + r * (1.0f + r * (0.5f + r * (1.66666667e-1f + r * (4.16666667e-2f + r * (8.3333333e-3f + r * 1.3888889e-3f)))));
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  int32_t exponent = (int32_t)((uint32_t)bits << 23);
  int32_t result;
  memcpy(&result, &power, sizeof result);
  result += exponent;
  memcpy(&power, &result, sizeof power);
  return power;
}

void silu(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i] / (1.0f + exponential(-input[i]));
}
