// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to bytes: times the inverse scale, rounded to nearest even, plus the zero point, clamped.
#include <math.h>
#include <stddef.h>
#include <stdint.h>

void quantize_lrint(const float *input, int8_t *output, size_t n, float inverse_scale, int32_t zero_point) {
  for (size_t i = 0; i < n; ++i) {
    long value = lrintf(input[i] * inverse_scale) + zero_point;
    output[i] = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
