// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization at the end of an 8-bit layer: 32-bit sums times a scale, rounded to nearest even, plus the zero point, clamped to bytes.
#include <math.h>
#include <stdint.h>

void requantize_i8(const int32_t *input, int8_t *output, int n, float scale, int32_t zero_point) {
  for (int i = 0; i < n; ++i) {
    int32_t value = (int32_t)lrintf((float)input[i] * scale) + zero_point;
    if (value < -128)
      value = -128;
    if (value > 127)
      value = 127;
    output[i] = (int8_t)value;
  }
}
