// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The brightness of RGB pixels, in fixed point.
#include <stdint.h>

void rgb_gray_u8(const uint8_t *rgb, uint8_t *gray, int pixels) {
  for (int i = 0; i < pixels; ++i)
    gray[i] = (uint8_t)((77 * rgb[3 * i] + 150 * rgb[3 * i + 1] + 29 * rgb[3 * i + 2] + 128) >> 8);
}
