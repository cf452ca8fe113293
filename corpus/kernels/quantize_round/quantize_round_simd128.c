// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of quantize_round.c: the largest float below 0.5, with the sign of the value, is added, f32x4.trunc cuts, and the magic bias of
// requantize_i8_simd128.c makes an integer. Exact wherever the plain form is defined and the zero point lies in [0, 255].
#include <math.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { magicBits = 0x4B400000 }; // 1.5 * 2^23 as a float

struct Constants {
  v128_t scale, sign, half, magic, lowest, offset;
};

static inline v128_t round4(const float *input, struct Constants constants) {
  v128_t value = wasm_f32x4_mul(wasm_v128_load(input), constants.scale);
  v128_t half = wasm_v128_or(wasm_v128_and(value, constants.sign), constants.half);
  value = wasm_f32x4_add(wasm_f32x4_trunc(wasm_f32x4_add(value, half)), constants.magic);
  return wasm_i32x4_sub(wasm_i32x4_max(value, constants.lowest), constants.offset);
}

void quantize_round(const float *restrict input, uint8_t *restrict output, int n, float inverse_scale, int32_t zero_point) {
  const struct Constants constants = {wasm_f32x4_splat(inverse_scale),          wasm_i32x4_const_splat(INT32_MIN),
                                      wasm_f32x4_const_splat(0x1.fffffep-2f),   wasm_i32x4_const_splat(magicBits),
                                      wasm_i32x4_splat(magicBits - zero_point), wasm_i32x4_splat(magicBits - zero_point)};
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(round4(input, constants), round4(input + 4, constants));
    v128_t high = wasm_i16x8_narrow_i32x4(round4(input + 8, constants), round4(input + 12, constants));
    wasm_v128_store(output, wasm_u8x16_narrow_i16x8(low, high));
  }
  for (; i < n; ++i) {
    int32_t value = (int32_t)roundf(*input++ * inverse_scale) + zero_point;
    *output++ = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
  }
}
