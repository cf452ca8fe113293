// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of nibble.c: the nibbles of 16 bytes are split in registers, i32x4.dot_i16x8_s multiplies; four blocks are reduced together into one
// vector, and their floats are added one after the other. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

// The dot product of one block, in four parts.
static inline v128_t parts(const uint8_t *weights, const int8_t *input) {
  v128_t bytes = wasm_v128_load(weights), eight = wasm_i8x16_const_splat(8);
  v128_t low = wasm_i8x16_sub(wasm_v128_and(bytes, wasm_i8x16_const_splat(15)), eight);
  v128_t high = wasm_i8x16_sub(wasm_u8x16_shr(bytes, 4), eight);
  v128_t sum0 = wasm_i32x4_add(wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(low), wasm_i16x8_load8x8(input)),
                               wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(low), wasm_i16x8_load8x8(input + 8)));
  v128_t sum1 = wasm_i32x4_add(wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(high), wasm_i16x8_load8x8(input + 16)),
                               wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(high), wasm_i16x8_load8x8(input + 24)));
  return wasm_i32x4_add(sum0, sum1);
}

static inline v128_t addPairs(v128_t x, v128_t y) {
  return wasm_i32x4_add(wasm_i32x4_shuffle(x, y, 0, 2, 4, 6), wasm_i32x4_shuffle(x, y, 1, 3, 5, 7));
}

float nibble(const uint8_t *restrict weights, const int8_t *restrict input, const float *restrict scales, size_t blocks) {
  float sum = 0.0f;
  size_t block = 0;
  for (; block + 4 <= blocks; block += 4, weights += 64, input += 128, scales += 4) {
    v128_t low = addPairs(parts(weights, input), parts(weights + 16, input + 32));
    v128_t high = addPairs(parts(weights + 32, input + 64), parts(weights + 48, input + 96));
    v128_t value = wasm_f32x4_mul(wasm_f32x4_convert_i32x4(addPairs(low, high)), wasm_v128_load(scales));
    sum += wasm_f32x4_extract_lane(value, 0);
    sum += wasm_f32x4_extract_lane(value, 1);
    sum += wasm_f32x4_extract_lane(value, 2);
    sum += wasm_f32x4_extract_lane(value, 3);
  }
  for (; block < blocks; ++block, weights += 16, input += 32, ++scales) {
    v128_t dot = parts(weights, input);
    dot = addPairs(dot, dot);
    sum += (float)(wasm_i32x4_extract_lane(dot, 0) + wasm_i32x4_extract_lane(dot, 1)) * *scales;
  }
  return sum;
}
