// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// rgb_gray_u8.c with pointers that move.
#include <stdint.h>

void rgb_gray_pointer(const uint8_t *restrict rgb, uint8_t *restrict gray, int pixels) {
  for (const uint8_t *end = rgb + 3 * pixels; rgb != end; rgb += 3)
    *gray++ = (uint8_t)((77 * rgb[0] + 150 * rgb[1] + 29 * rgb[2] + 128) >> 8);
}
