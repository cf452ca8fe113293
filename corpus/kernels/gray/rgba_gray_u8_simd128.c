// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of rgba_gray_u8.c, exact: red and blue are the low bytes of 16-bit lanes, green and alpha the high ones; a dot product of pairs
// weighs and adds two channels.
#include "../held.h"

struct Constants {
  v128_t low, redBlue, green, half;
};

static inline v128_t gray4(const uint8_t *rgba, struct Constants k) {
  v128_t pixels = wasm_v128_load(rgba);
  v128_t redBlue = wasm_i32x4_dot_i16x8(wasm_v128_and(pixels, k.low), k.redBlue);
  v128_t green = wasm_i32x4_dot_i16x8(wasm_u16x8_shr(pixels, 8), k.green);
  return wasm_u32x4_shr(wasm_i32x4_add(wasm_i32x4_add(redBlue, k.half), green), 8);
}

void rgba_gray_u8(const uint8_t *restrict rgba, uint8_t *restrict gray, int pixels) {
  struct Constants k = {held(wasm_i16x8_const_splat(255)), held(wasm_i32x4_const_splat(77 | 29 << 16)), held(wasm_i32x4_const_splat(150)),
                        held(wasm_i32x4_const_splat(128))};
  int i = 0;
  for (; i + 16 <= pixels; i += 16, rgba += 64, gray += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(gray4(rgba, k), gray4(rgba + 16, k));
    v128_t high = wasm_i16x8_narrow_i32x4(gray4(rgba + 32, k), gray4(rgba + 48, k));
    wasm_v128_store(gray, wasm_u8x16_narrow_i16x8(low, high));
  }
  for (; i < pixels; ++i, rgba += 4)
    *gray++ = (uint8_t)((77 * rgba[0] + 150 * rgba[1] + 29 * rgba[2] + 128) >> 8);
}
