// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dot_i8_zp.c: the zero point is taken off in 16 bits, then i32x4.dot_i16x8_s. Exact for zero points from -128 to 127.
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t products(const int8_t *input, const int8_t *weights, v128_t zero) {
  return wasm_i32x4_dot_i16x8(wasm_i16x8_sub(wasm_i16x8_load8x8(input), zero), wasm_i16x8_load8x8(weights));
}

int32_t dot_i8_zp(const int8_t *input, const int8_t *weights, int32_t input_zero, int n) {
  v128_t zero = wasm_i16x8_splat((int16_t)input_zero);
  v128_t sum0 = wasm_i32x4_const_splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  int i = 0;
  for (; i + 32 <= n; i += 32, input += 32, weights += 32) {
    sum0 = wasm_i32x4_add(sum0, products(input, weights, zero));
    sum1 = wasm_i32x4_add(sum1, products(input + 8, weights + 8, zero));
    sum2 = wasm_i32x4_add(sum2, products(input + 16, weights + 16, zero));
    sum3 = wasm_i32x4_add(sum3, products(input + 24, weights + 24, zero));
  }
  v128_t sum = wasm_i32x4_add(wasm_i32x4_add(sum0, sum1), wasm_i32x4_add(sum2, sum3));
  int32_t total =
      wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3);
  for (; i < n; ++i)
    total += (*input++ - input_zero) * *weights++;
  return total;
}
