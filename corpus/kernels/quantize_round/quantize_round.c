// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to bytes: times the inverse scale, rounded half away from zero, plus the zero point, clamped.
#include <math.h>
#include <stdint.h>

void quantize_round(const float *input, uint8_t *output, int n, float inverse_scale, int32_t zero_point) {
  for (int i = 0; i < n; i++) {
    int32_t value = (int32_t)roundf(input[i] * inverse_scale) + zero_point;
    if (value < 0)
      value = 0;
    if (value > 255)
      value = 255;
    output[i] = (uint8_t)value;
  }
}
