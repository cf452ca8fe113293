// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of max_u8.c, exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

uint8_t max_u8(const uint8_t *values, int n) {
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  v128_t max0 = wasm_u8x16_const_splat(0), max1 = max0, max2 = max0, max3 = max0;
  for (; i + 128 <= count; i += 128) {
    max0 = wasm_u8x16_max(max0, wasm_u8x16_max(wasm_v128_load(values + i), wasm_v128_load(values + i + 64)));
    max1 = wasm_u8x16_max(max1, wasm_u8x16_max(wasm_v128_load(values + i + 16), wasm_v128_load(values + i + 80)));
    max2 = wasm_u8x16_max(max2, wasm_u8x16_max(wasm_v128_load(values + i + 32), wasm_v128_load(values + i + 96)));
    max3 = wasm_u8x16_max(max3, wasm_u8x16_max(wasm_v128_load(values + i + 48), wasm_v128_load(values + i + 112)));
  }
  max0 = wasm_u8x16_max(wasm_u8x16_max(max0, max1), wasm_u8x16_max(max2, max3));
  for (; i + 16 <= count; i += 16)
    max0 = wasm_u8x16_max(max0, wasm_v128_load(values + i));
  max0 = wasm_u8x16_max(max0, wasm_i32x4_shuffle(max0, max0, 2, 3, 0, 1));
  max0 = wasm_u8x16_max(max0, wasm_i32x4_shuffle(max0, max0, 1, 0, 3, 2));
  uint32_t four = (uint32_t)wasm_i32x4_extract_lane(max0, 0);
  uint8_t largest = 0;
  for (; four; four >>= 8)
    largest = (uint8_t)four > largest ? (uint8_t)four : largest;
  for (; i < count; ++i)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}
