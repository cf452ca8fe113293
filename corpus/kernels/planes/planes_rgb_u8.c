// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Three planes of floats between 0 and 1 become RGB pixels of bytes: what comes after a model that makes images.
#include <stdint.h>

static uint8_t to_byte(float x) {
  x = x * 255.0f + 0.5f;
  x = x < 0.0f ? 0.0f : x;
  x = x > 255.0f ? 255.0f : x;
  return (uint8_t)x;
}

void planes_rgb_u8(const float *planes, uint8_t *rgb, int pixels) {
  for (int i = 0; i < pixels; ++i)
    for (int c = 0; c < 3; ++c)
      rgb[3 * i + c] = to_byte(planes[c * pixels + i]);
}
