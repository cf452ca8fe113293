// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of rgb_gray_u8.c, exact: four pixels are twelve bytes of a load; one swizzle puts red and blue into 16-bit lanes, another green, and
// a dot product of pairs weighs and adds.
#include "../held.h"

struct Constants {
  v128_t pickRedBlue, pickGreen, redBlue, green, half;
};

static inline v128_t gray4(const uint8_t *rgb, struct Constants k) {
  v128_t pixels = wasm_v128_load(rgb);
  v128_t redBlue = wasm_i32x4_dot_i16x8(wasm_i8x16_swizzle(pixels, k.pickRedBlue), k.redBlue);
  v128_t green = wasm_i32x4_dot_i16x8(wasm_i8x16_swizzle(pixels, k.pickGreen), k.green);
  return wasm_u32x4_shr(wasm_i32x4_add(wasm_i32x4_add(redBlue, k.half), green), 8);
}

void rgb_gray_u8(const uint8_t *restrict rgb, uint8_t *restrict gray, int pixels) {
  struct Constants k = {held(wasm_u8x16_const(0, 255, 2, 255, 3, 255, 5, 255, 6, 255, 8, 255, 9, 255, 11, 255)),
                        held(wasm_u8x16_const(1, 255, 255, 255, 4, 255, 255, 255, 7, 255, 255, 255, 10, 255, 255, 255)),
                        held(wasm_i32x4_const_splat(77 | 29 << 16)), held(wasm_i32x4_const_splat(150)), held(wasm_i32x4_const_splat(128))};
  int i = 0;
  // The last of four loads reads four bytes more than its pixels.
  for (; i + 18 <= pixels; i += 16, rgb += 48, gray += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(gray4(rgb, k), gray4(rgb + 12, k));
    v128_t high = wasm_i16x8_narrow_i32x4(gray4(rgb + 24, k), gray4(rgb + 36, k));
    wasm_v128_store(gray, wasm_u8x16_narrow_i16x8(low, high));
  }
  for (; i < pixels; ++i, rgb += 3)
    *gray++ = (uint8_t)((77 * rgb[0] + 150 * rgb[1] + 29 * rgb[2] + 128) >> 8);
}
