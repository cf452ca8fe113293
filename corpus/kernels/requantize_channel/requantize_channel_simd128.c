// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of requantize_channel.c: the magic bias of requantize_i8_simd128.c, 16 channels at a time. Exact where that one is.
#include <math.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { magicBits = 0x4B400000 }; // 1.5 * 2^23 as a float

static inline v128_t round4(const int32_t *input, const int32_t *bias, const float *scale, v128_t magic, v128_t lowest, v128_t offset) {
  v128_t sum = wasm_f32x4_convert_i32x4(wasm_i32x4_add(wasm_v128_load(input), wasm_v128_load(bias)));
  v128_t value = wasm_f32x4_add(wasm_f32x4_mul(sum, wasm_v128_load(scale)), magic);
  return wasm_i32x4_sub(wasm_i32x4_max(value, lowest), offset);
}

void requantize_channel(const int32_t *restrict input, const int32_t *restrict bias, const float *restrict scale, int8_t *restrict output,
                        int pixels, int channels, int32_t zero_point) {
  v128_t magic = wasm_i32x4_const_splat(magicBits);
  v128_t lowest = wasm_i32x4_splat(magicBits - 128 - zero_point), offset = wasm_i32x4_splat(magicBits - zero_point);
  for (int pixel = 0; pixel < pixels; ++pixel) {
    const int32_t *biases = bias;
    const float *scales = scale;
    int c = 0;
    for (; c + 16 <= channels; c += 16, input += 16, output += 16, biases += 16, scales += 16) {
      v128_t a = round4(input, biases, scales, magic, lowest, offset);
      v128_t b = round4(input + 4, biases + 4, scales + 4, magic, lowest, offset);
      v128_t d = round4(input + 8, biases + 8, scales + 8, magic, lowest, offset);
      v128_t e = round4(input + 12, biases + 12, scales + 12, magic, lowest, offset);
      wasm_v128_store(output, wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(a, b), wasm_i16x8_narrow_i32x4(d, e)));
    }
    for (; c < channels; ++c) {
      int32_t value = (int32_t)lrintf((float)(*input++ + *biases++) * *scales++) + zero_point;
      *output++ = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
    }
  }
}
