// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of leaky_relu_i8.c: 16-bit lanes. The distance times 128 fits, so i16x8.q15mulr_sat_s multiplies, rounds and shifts. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t leak(v128_t value, v128_t input_zero, v128_t output_zero, v128_t positive, v128_t negative) {
  v128_t distance = wasm_i16x8_shl(wasm_i16x8_sub(value, input_zero), 7);
  v128_t slope = wasm_v128_xor(positive, wasm_v128_and(negative, wasm_i16x8_shr(distance, 15)));
  return wasm_i16x8_add_sat(wasm_i16x8_q15mulr_sat(distance, slope), output_zero);
}

void leaky_relu_i8(const int8_t *restrict input, int8_t *restrict output, size_t n, int8_t input_zero, int8_t output_zero, int16_t positive,
                   int16_t negative) {
  v128_t zeroIn = wasm_i16x8_splat(input_zero), zeroOut = wasm_i16x8_splat(output_zero);
  v128_t slope = wasm_i16x8_splat(positive), change = wasm_i16x8_splat((int16_t)(positive ^ negative));
  size_t i = 0;
  for (; i + 32 <= n; i += 32, input += 32, output += 32) {
    v128_t a = leak(wasm_i16x8_load8x8(input), zeroIn, zeroOut, slope, change);
    v128_t b = leak(wasm_i16x8_load8x8(input + 8), zeroIn, zeroOut, slope, change);
    v128_t c = leak(wasm_i16x8_load8x8(input + 16), zeroIn, zeroOut, slope, change);
    v128_t d = leak(wasm_i16x8_load8x8(input + 24), zeroIn, zeroOut, slope, change);
    wasm_v128_store(output, wasm_i8x16_narrow_i16x8(a, b));
    wasm_v128_store(output + 16, wasm_i8x16_narrow_i16x8(c, d));
  }
  for (; i < n; ++i) {
    int32_t distance = *input++ - input_zero;
    int32_t value = ((distance * (distance >= 0 ? positive : negative) + 128) >> 8) + output_zero;
    *output++ = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
