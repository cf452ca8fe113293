// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of rgba_planes_f32.c, exact: a pixel is a 32-bit lane, a channel one of its bytes.
#include "../held.h"
#include <stddef.h>

struct Constants {
  v128_t byte, scale;
};

static inline v128_t scaled(v128_t channel, struct Constants k) { return wasm_f32x4_mul(wasm_f32x4_convert_i32x4(channel), k.scale); }

static inline void planes4(const uint8_t *rgba, float *red, float *green, float *blue, struct Constants k) {
  v128_t pixels = wasm_v128_load(rgba);
  wasm_v128_store(red, scaled(wasm_v128_and(pixels, k.byte), k));
  wasm_v128_store(green, scaled(wasm_v128_and(wasm_u32x4_shr(pixels, 8), k.byte), k));
  wasm_v128_store(blue, scaled(wasm_v128_and(wasm_u32x4_shr(pixels, 16), k.byte), k));
}

void rgba_planes_f32(const uint8_t *restrict rgba, float *restrict planes, int pixels) {
  struct Constants k = {held(wasm_i32x4_const_splat(255)), held_f32(1.0f / 255.0f)};
  float *red = planes, *green = planes + pixels, *blue = planes + 2 * (size_t)pixels;
  int i = 0;
  for (; i + 8 <= pixels; i += 8, rgba += 32, red += 8, green += 8, blue += 8) {
    planes4(rgba, red, green, blue, k);
    planes4(rgba + 16, red + 4, green + 4, blue + 4, k);
  }
  for (; i < pixels; ++i, rgba += 4) {
    *red++ = (float)rgba[0] * (1.0f / 255.0f);
    *green++ = (float)rgba[1] * (1.0f / 255.0f);
    *blue++ = (float)rgba[2] * (1.0f / 255.0f);
  }
}
