// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The brightness of RGBA pixels, in fixed point.
#include <stdint.h>

void rgba_gray_u8(const uint8_t *rgba, uint8_t *gray, int pixels) {
  for (int i = 0; i < pixels; ++i)
    gray[i] = (uint8_t)((77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2] + 128) >> 8);
}
