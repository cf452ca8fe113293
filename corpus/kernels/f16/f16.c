// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Half-precision weights to floats. -DREMEDIED: with integer operations and one multiplication, exact for every number.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef REMEDIED
static inline float from_half(uint16_t half) {
  // Exponent and mantissa in place: a float 2^112 times too small; infinities and NaNs get their exponent back.
  uint32_t bits = (uint32_t)(half & 0x7FFF) << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  value *= 0x1p112f;
  memcpy(&bits, &value, sizeof bits);
  bits |= (half & 0x7C00) == 0x7C00 ? 0x7F800000 : 0;
  bits |= (uint32_t)(half & 0x8000) << 16;
  memcpy(&value, &bits, sizeof value);
  return value;
}
#else
static inline float from_half(uint16_t half) {
  __fp16 value;
  memcpy(&value, &half, sizeof half);
  return value;
}
#endif

void f16(const uint16_t *restrict weights, float *restrict output, size_t n) {
#ifdef REMEDIED
#pragma clang loop interleave_count(4)
#endif
  for (size_t i = 0; i < n; ++i)
    output[i] = from_half(weights[i]);
}
