// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of quantize_lrint.c: the magic bias of requantize_i8_simd128.c. Exact wherever the plain form is defined and the zero point lies in
// [-128, 127].
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { magicBits = 0x4B400000 }; // 1.5 * 2^23 as a float

static inline v128_t round4(const float *input, v128_t scale, v128_t magic, v128_t lowest, v128_t offset) {
  v128_t value = wasm_f32x4_add(wasm_f32x4_mul(wasm_v128_load(input), scale), magic);
  return wasm_i32x4_sub(wasm_i32x4_max(value, lowest), offset);
}

void quantize_lrint(const float *restrict input, int8_t *restrict output, size_t n, float inverse_scale, int32_t zero_point) {
  v128_t scale = wasm_f32x4_splat(inverse_scale), magic = wasm_i32x4_const_splat(magicBits);
  v128_t lowest = wasm_i32x4_splat(magicBits - 128 - zero_point), offset = wasm_i32x4_splat(magicBits - zero_point);
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(round4(input, scale, magic, lowest, offset), round4(input + 4, scale, magic, lowest, offset));
    v128_t high =
        wasm_i16x8_narrow_i32x4(round4(input + 8, scale, magic, lowest, offset), round4(input + 12, scale, magic, lowest, offset));
    wasm_v128_store(output, wasm_i8x16_narrow_i16x8(low, high));
  }
  for (; i < n; ++i) {
    long value = lrintf(*input++ * inverse_scale) + zero_point;
    *output++ = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
