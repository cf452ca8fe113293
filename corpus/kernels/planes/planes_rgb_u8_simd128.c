// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of planes_rgb_u8.c, exact: converting and narrowing saturate as the clamps do; three vectors of one channel each become three of
// pixels, where swizzles make room (255 picks a zero) for the blue bytes.
#include "../held.h"
#include <stddef.h>

struct Constants {
  v128_t scale, half, pairs[3], blue[3];
};

static inline v128_t whole(const float *plane, struct Constants k) {
  return wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_add(wasm_f32x4_mul(wasm_v128_load(plane), k.scale), k.half));
}

static inline v128_t bytes16(const float *plane, struct Constants k) {
  v128_t low = wasm_i16x8_narrow_i32x4(whole(plane, k), whole(plane + 4, k));
  v128_t high = wasm_i16x8_narrow_i32x4(whole(plane + 8, k), whole(plane + 12, k));
  return wasm_u8x16_narrow_i16x8(low, high);
}

static inline v128_t merged(v128_t pairs, v128_t blue, int third, struct Constants k) {
  return wasm_v128_or(wasm_i8x16_swizzle(pairs, k.pairs[third]), wasm_i8x16_swizzle(blue, k.blue[third]));
}

static inline uint8_t to_byte(float x) {
  x = x * 255.0f + 0.5f;
  x = x < 0.0f ? 0.0f : x;
  x = x > 255.0f ? 255.0f : x;
  return (uint8_t)x;
}

void planes_rgb_u8(const float *restrict planes, uint8_t *restrict rgb, int pixels) {
  struct Constants k = {held_f32(255.0f),
                        held_f32(0.5f),
                        {held(wasm_u8x16_const(0, 1, 255, 2, 3, 255, 4, 5, 255, 6, 7, 255, 8, 9, 255, 10)),
                         held(wasm_u8x16_const(1, 255, 2, 3, 255, 4, 5, 255, 6, 7, 255, 8, 9, 255, 10, 11)),
                         held(wasm_u8x16_const(255, 6, 7, 255, 8, 9, 255, 10, 11, 255, 12, 13, 255, 14, 15, 255))},
                        {held(wasm_u8x16_const(255, 255, 0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255)),
                         held(wasm_u8x16_const(255, 5, 255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255)),
                         held(wasm_u8x16_const(10, 255, 255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15))}};
  const float *red = planes, *green = planes + pixels, *blue = planes + 2 * (size_t)pixels;
  int i = 0;
  for (; i + 16 <= pixels; i += 16, red += 16, green += 16, blue += 16, rgb += 48) {
    v128_t r = bytes16(red, k), g = bytes16(green, k), b = bytes16(blue, k);
    v128_t low = wasm_i8x16_shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    v128_t high = wasm_i8x16_shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    v128_t middle = wasm_i8x16_shuffle(low, high, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25);
    wasm_v128_store(rgb, merged(low, b, 0, k));
    wasm_v128_store(rgb + 16, merged(middle, b, 1, k));
    wasm_v128_store(rgb + 32, merged(high, b, 2, k));
  }
  for (; i < pixels; ++i) {
    *rgb++ = to_byte(*red++);
    *rgb++ = to_byte(*green++);
    *rgb++ = to_byte(*blue++);
  }
}
