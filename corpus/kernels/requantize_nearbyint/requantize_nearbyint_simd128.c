// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of requantize_nearbyint.c: the magic bias of requantize_i8_simd128.c. Exact for zero points from 0 to 255 and finite scales.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { magicBits = 0x4B400000 }; // 1.5 * 2^23 as a float

static inline v128_t round4(const int32_t *input, v128_t scale, v128_t magic, v128_t lowest, v128_t offset) {
  v128_t value = wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_v128_load(input)), scale), magic);
  return wasm_i32x4_sub(wasm_i32x4_max(value, lowest), offset);
}

void requantize_nearbyint(const int32_t *restrict input, uint8_t *restrict output, size_t n, float scale, int32_t zero_point) {
  v128_t scales = wasm_f32x4_splat(scale), magic = wasm_i32x4_const_splat(magicBits);
  v128_t lowest = wasm_i32x4_splat(magicBits - zero_point), offset = wasm_i32x4_splat(magicBits - zero_point);
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(round4(input, scales, magic, lowest, offset), round4(input + 4, scales, magic, lowest, offset));
    v128_t high =
        wasm_i16x8_narrow_i32x4(round4(input + 8, scales, magic, lowest, offset), round4(input + 12, scales, magic, lowest, offset));
    wasm_v128_store(output, wasm_u8x16_narrow_i16x8(low, high));
  }
  for (; i < n; ++i) {
    float value = nearbyintf((float)*input++ * scale) + (float)zero_point;
    *output++ = (uint8_t)(value < 0.0f ? 0.0f : value > 255.0f ? 255.0f : value);
  }
}
