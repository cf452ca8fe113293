// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization without floats and with one rounding: a 32-bit sum times a 31-bit fraction in 64 bits, halves upwards, shifted to the
// right. Plus the zero point, clamped to bytes.
#include <stddef.h>
#include <stdint.h>

void requantize_single(const int32_t *input, int8_t *output, size_t n, int32_t multiplier, int shift, int32_t zero_point) {
  const int64_t half = (int64_t)1 << (shift - 1);
  for (size_t i = 0; i < n; ++i) {
    int32_t value = (int32_t)(((int64_t)input[i] * multiplier + half) >> shift) + zero_point;
    if (value < -128)
      value = -128;
    if (value > 127)
      value = 127;
    output[i] = (int8_t)value;
  }
}
