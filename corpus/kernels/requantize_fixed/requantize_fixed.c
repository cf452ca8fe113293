// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization without floats: a 32-bit sum times a 31-bit fraction, rounded, then a rounding shift to the right: both round halves away
// from zero. Plus the zero point, clamped to bytes.
#include <stddef.h>
#include <stdint.h>

// a * b / 2^31, rounded.
static int32_t multiply_high(int32_t a, int32_t b) {
  if (a == INT32_MIN && b == INT32_MIN)
    return INT32_MAX;
  int64_t product = (int64_t)a * b;
  int64_t nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
  return (int32_t)((product + nudge) / ((int64_t)1 << 31));
}

// value / 2^shift, rounded.
static int32_t divide_by_power(int32_t value, int shift) {
  int32_t mask = (int32_t)(((int64_t)1 << shift) - 1);
  int32_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
  return (value >> shift) + ((value & mask) > threshold ? 1 : 0);
}

void requantize_fixed(const int32_t *input, int8_t *output, size_t n, int32_t multiplier, int shift, int32_t zero_point) {
  for (size_t i = 0; i < n; ++i) {
    int32_t value = divide_by_power(multiply_high(input[i], multiplier), shift) + zero_point;
    value = value < -128 ? -128 : value;
    value = value > 127 ? 127 : value;
    output[i] = (int8_t)value;
  }
}
