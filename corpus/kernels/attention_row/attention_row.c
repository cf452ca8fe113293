// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One query of attention: softmax(q . k / sqrt(width)) . v over all keys, with an exp of its own, as inference code has it: no call that
// keeps a loop from being vectorized. `scores` is scratch.
#include <math.h>
#include <stdint.h>
#include <string.h>

// exp(x) for x <= 0: x = n ln 2 + r, exp(r) by a polynomial, scaled by 2^n through the exponent bits. What would be below the smallest
// normal number is about 1e-38.
static float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  float n = nearbyintf(x * 0x1.715476p+0f);
  float r = x - n * 0x1.63p-1f + n * 0x1.bd0106p-13f;
  float p = 0.0013814539f;
  p = p * r + 0.008368745f;
  p = p * r + 0.04166839f;
  p = p * r + 0.16666521f;
  p = p * r + 0.49999994f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  int32_t bits = ((int32_t)n + 127) * (1 << 23);
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

void attention_row(const float *query, const float *keys, const float *values, float *scores, float *output, int count, int width) {
  float factor = 1.0f / sqrtf((float)width), largest = -INFINITY, sum = 0.0f;
  for (int j = 0; j < count; ++j) {
    float dot = 0.0f;
    for (int d = 0; d < width; ++d)
      dot += query[d] * keys[j * width + d];
    scores[j] = dot * factor;
  }
  for (int j = 0; j < count; ++j)
    largest = scores[j] > largest ? scores[j] : largest;
  for (int j = 0; j < count; ++j)
    scores[j] = exponential(scores[j] - largest);
  for (int j = 0; j < count; ++j)
    sum += scores[j];
  for (int d = 0; d < width; ++d)
    output[d] = 0.0f;
  for (int j = 0; j < count; ++j) {
    float weight = scores[j] / sum;
    for (int d = 0; d < width; ++d)
      output[d] += weight * values[j * width + d];
  }
}
