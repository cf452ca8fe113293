// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to half precision by their bits, rounded to nearest even; every NaN becomes one NaN.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static uint16_t convert(float value) {
  uint32_t bits, half;
  memcpy(&bits, &value, sizeof bits);
  uint32_t sign = bits >> 16 & 0x8000;
  bits &= 0x7FFFFFFF;
  if (bits > 0x7F800000) {
    half = 0x7E00; // NaN
    sign = 0;
  } else if (bits >= 0x477FF000) {
    half = 0x7C00; // infinity, or rounded to it
  } else if (bits < 0x38800000) {
    // Subnormal: the sum with 0.5 has a step of 2^-24.
    float small;
    memcpy(&small, &bits, sizeof small);
    small += 0.5f;
    memcpy(&half, &small, sizeof half);
    half -= 0x3F000000;
  } else {
    half = (bits + 0xC8000FFF + (bits >> 13 & 1)) >> 13;
  }
  return (uint16_t)(sign | half);
}

void float_to_half(const float *input, uint16_t *output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = convert(input[i]);
}
