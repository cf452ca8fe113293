// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats quantized to bytes, rounded towards zero. -DREMEDIED: clamped as a float, before the conversion.
#include <stddef.h>
#include <stdint.h>

void sat_convert(const float *restrict input, int8_t *restrict output, float scale, size_t n) {
#ifdef REMEDIED
#pragma clang loop vectorize_width(16)
  for (size_t i = 0; i < n; ++i) {
    float value = input[i] * scale;
    value = value < -128.0f ? -128.0f : value;
    value = value > 127.0f ? 127.0f : value;
    output[i] = (int8_t)value;
  }
#else
  for (size_t i = 0; i < n; ++i) {
    int value = (int)(input[i] * scale);
    output[i] = value < -128 ? -128 : value > 127 ? 127 : value;
  }
#endif
}
