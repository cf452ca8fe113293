// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of q8_block_dot.c: i32x4.dot_i16x8_s per eight products; four blocks are reduced together into one vector, and their floats are
// added one after the other. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

// The dot product of one block, in four parts.
static inline v128_t parts(const int8_t *a, const int8_t *b) {
  v128_t low = wasm_i32x4_add(wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a), wasm_i16x8_load8x8(b)),
                              wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 8), wasm_i16x8_load8x8(b + 8)));
  v128_t high = wasm_i32x4_add(wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 16), wasm_i16x8_load8x8(b + 16)),
                               wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 24), wasm_i16x8_load8x8(b + 24)));
  return wasm_i32x4_add(low, high);
}

static inline v128_t addPairs(v128_t x, v128_t y) {
  return wasm_i32x4_add(wasm_i32x4_shuffle(x, y, 0, 2, 4, 6), wasm_i32x4_shuffle(x, y, 1, 3, 5, 7));
}

float q8_block_dot(const int8_t *restrict a, const float *restrict a_scale, const int8_t *restrict b, const float *restrict b_scale,
                   size_t blocks) {
  float sum = 0.0f;
  size_t block = 0;
  for (; block + 4 <= blocks; block += 4, a += 128, b += 128) {
    v128_t low = addPairs(parts(a, b), parts(a + 32, b + 32)), high = addPairs(parts(a + 64, b + 64), parts(a + 96, b + 96));
    v128_t scale = wasm_f32x4_mul(wasm_v128_load(a_scale + block), wasm_v128_load(b_scale + block));
    v128_t value = wasm_f32x4_mul(wasm_f32x4_convert_i32x4(addPairs(low, high)), scale);
    sum += wasm_f32x4_extract_lane(value, 0);
    sum += wasm_f32x4_extract_lane(value, 1);
    sum += wasm_f32x4_extract_lane(value, 2);
    sum += wasm_f32x4_extract_lane(value, 3);
  }
  for (; block < blocks; ++block, a += 32, b += 32) {
    v128_t dot = parts(a, b);
    dot = addPairs(dot, dot);
    sum += (float)(wasm_i32x4_extract_lane(dot, 0) + wasm_i32x4_extract_lane(dot, 1)) * (a_scale[block] * b_scale[block]);
  }
  return sum;
}
