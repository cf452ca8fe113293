// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of requantize_fixed.c: (product + nudge) / 2^31 equals (product + 2^30) >> 31, of which a 64-bit shift to the left by one and a
// shuffle take the high words. Exact for positive multipliers.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t round4(const int32_t *input, v128_t multiplier, v128_t mask, v128_t half, int shift, v128_t zero) {
  v128_t value = wasm_v128_load(input), nudge = wasm_i64x2_const_splat(1 << 30);
  v128_t low = wasm_i64x2_shl(wasm_i64x2_add(wasm_i64x2_extmul_low_i32x4(value, multiplier), nudge), 1);
  v128_t high = wasm_i64x2_shl(wasm_i64x2_add(wasm_i64x2_extmul_high_i32x4(value, multiplier), nudge), 1);
  value = wasm_i32x4_shuffle(low, high, 1, 3, 5, 7);
  v128_t threshold = wasm_i32x4_sub(half, wasm_i32x4_shr(value, 31));
  v128_t up = wasm_i32x4_gt(wasm_v128_and(value, mask), threshold); // -1 where it is rounded up
  return wasm_i32x4_add(wasm_i32x4_sub(wasm_i32x4_shr(value, shift), up), zero);
}

void requantize_fixed(const int32_t *restrict input, int8_t *restrict output, size_t n, int32_t multiplier, int shift, int32_t zero_point) {
  int32_t bits = (int32_t)(((int64_t)1 << shift) - 1);
  v128_t factor = wasm_i32x4_splat(multiplier), mask = wasm_i32x4_splat(bits), half = wasm_i32x4_splat(bits >> 1);
  v128_t zero = wasm_i32x4_splat(zero_point);
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t low =
        wasm_i16x8_narrow_i32x4(round4(input, factor, mask, half, shift, zero), round4(input + 4, factor, mask, half, shift, zero));
    v128_t high =
        wasm_i16x8_narrow_i32x4(round4(input + 8, factor, mask, half, shift, zero), round4(input + 12, factor, mask, half, shift, zero));
    wasm_v128_store(output, wasm_i8x16_narrow_i16x8(low, high));
  }
  for (; i < n; ++i) {
    int32_t value = (int32_t)(((int64_t)*input++ * multiplier + (1 << 30)) >> 31);
    value = (value >> shift) + ((value & bits) > (bits >> 1) + (value < 0)) + zero_point;
    *output++ = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
