// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// rgba_gray_u8.c with pointers that move.
#include <stdint.h>

void rgba_gray_pointer(const uint8_t *rgba, uint8_t *gray, int pixels) {
  while (pixels-- > 0) {
    unsigned red = rgba[0], green = rgba[1], blue = rgba[2];
    *gray++ = (uint8_t)((77 * red + 150 * green + 29 * blue + 128) / 256);
    rgba += 4;
  }
}
