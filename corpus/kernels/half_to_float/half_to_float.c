// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Half-precision weights to floats, by their bits.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static float convert(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16, exponent = half >> 10 & 31, fraction = half & 1023, bits;
  if (exponent == 31) {
    bits = sign | 0x7F800000 | fraction << 13; // infinity, NaN
  } else if (exponent == 0) {
    float small = (float)fraction * 0x1p-24f; // zero, subnormal
    memcpy(&bits, &small, sizeof bits);
    bits |= sign;
  } else {
    bits = sign | (exponent + 112) << 23 | fraction << 13;
  }
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

void half_to_float(const uint16_t *input, float *output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = convert(input[i]);
}
