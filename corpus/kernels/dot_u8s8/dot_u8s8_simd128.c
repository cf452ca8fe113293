// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dot_u8s8.c: both sides are widened to signed 16 bits as they are loaded, then as in dot_i8_simd128.c. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t products(const uint8_t *input, const int8_t *weights) {
  return wasm_i32x4_dot_i16x8(wasm_u16x8_load8x8(input), wasm_i16x8_load8x8(weights));
}

int32_t dot_u8s8(const uint8_t *input, const int8_t *weights, size_t n) {
  v128_t sum0 = wasm_i32x4_const_splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  size_t i = 0;
  for (; i + 32 <= n; i += 32, input += 32, weights += 32) {
    sum0 = wasm_i32x4_add(sum0, products(input, weights));
    sum1 = wasm_i32x4_add(sum1, products(input + 8, weights + 8));
    sum2 = wasm_i32x4_add(sum2, products(input + 16, weights + 16));
    sum3 = wasm_i32x4_add(sum3, products(input + 24, weights + 24));
  }
  v128_t sum = wasm_i32x4_add(wasm_i32x4_add(sum0, sum1), wasm_i32x4_add(sum2, sum3));
  int32_t total =
      wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3);
  for (; i < n; ++i)
    total += *input++ * *weights++;
  return total;
}
