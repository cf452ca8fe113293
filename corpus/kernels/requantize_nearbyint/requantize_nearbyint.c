// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization with everything in floats until the clamped value becomes a byte.
#include <math.h>
#include <stddef.h>
#include <stdint.h>

void requantize_nearbyint(const int32_t *input, uint8_t *output, size_t n, float scale, int32_t zero_point) {
  for (size_t i = 0; i < n; ++i) {
    float value = nearbyintf((float)input[i] * scale) + (float)zero_point;
    value = value < 0.0f ? 0.0f : value;
    value = value > 255.0f ? 255.0f : value;
    output[i] = (uint8_t)value;
  }
}
