// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dequantize_q4.c: the nibbles of 16 bytes are split in registers and widened. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline void store8(float *output, v128_t value, v128_t scale) {
  wasm_v128_store(output, wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_low_i16x8(value)), scale));
  wasm_v128_store(output + 4, wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_high_i16x8(value)), scale));
}

void dequantize_q4(const uint8_t *restrict weights, const float *restrict scales, float *restrict output, size_t blocks) {
  v128_t eight = wasm_i8x16_const_splat(8), mask = wasm_i8x16_const_splat(15);
  for (size_t block = 0; block < blocks; ++block, weights += 16, output += 32) {
    v128_t bytes = wasm_v128_load(weights), scale = wasm_v128_load32_splat(scales + block);
    v128_t low = wasm_i8x16_sub(wasm_v128_and(bytes, mask), eight), high = wasm_i8x16_sub(wasm_u8x16_shr(bytes, 4), eight);
    store8(output, wasm_i16x8_extend_low_i8x16(low), scale);
    store8(output + 8, wasm_i16x8_extend_high_i8x16(low), scale);
    store8(output + 16, wasm_i16x8_extend_low_i8x16(high), scale);
    store8(output + 24, wasm_i16x8_extend_high_i8x16(high), scale);
  }
}
