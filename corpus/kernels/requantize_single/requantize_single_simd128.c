// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of requantize_single.c: of the rounded 64-bit products one shuffle takes the high words, which are shifted by the rest. Exact for
// shifts from 32 to 62.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t round4(const int32_t *input, v128_t multiplier, v128_t half, int shift, v128_t zero) {
  v128_t value = wasm_v128_load(input);
  v128_t low = wasm_i64x2_add(wasm_i64x2_extmul_low_i32x4(value, multiplier), half);
  v128_t high = wasm_i64x2_add(wasm_i64x2_extmul_high_i32x4(value, multiplier), half);
  return wasm_i32x4_add(wasm_i32x4_shr(wasm_i32x4_shuffle(low, high, 1, 3, 5, 7), shift), zero);
}

void requantize_single(const int32_t *restrict input, int8_t *restrict output, size_t n, int32_t multiplier, int shift,
                       int32_t zero_point) {
  v128_t factor = wasm_i32x4_splat(multiplier), half = wasm_i64x2_splat((int64_t)1 << (shift - 1)), zero = wasm_i32x4_splat(zero_point);
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t low = wasm_i16x8_narrow_i32x4(round4(input, factor, half, shift - 32, zero), round4(input + 4, factor, half, shift - 32, zero));
    v128_t high =
        wasm_i16x8_narrow_i32x4(round4(input + 8, factor, half, shift - 32, zero), round4(input + 12, factor, half, shift - 32, zero));
    wasm_v128_store(output, wasm_i8x16_narrow_i16x8(low, high));
  }
  for (; i < n; ++i) {
    int32_t value = (int32_t)(((int64_t)*input++ * multiplier + ((int64_t)1 << (shift - 1))) >> shift) + zero_point;
    *output++ = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
