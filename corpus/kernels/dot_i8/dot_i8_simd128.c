// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dot_i8.c: bytes are widened to 16 bits as they are loaded, i32x4.dot_i16x8_s multiplies and adds pairs. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

int32_t dot_i8(const int8_t *a, const int8_t *b, size_t n) {
  v128_t sum0 = wasm_i32x4_const_splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  size_t i = 0;
  for (; i + 32 <= n; i += 32, a += 32, b += 32) {
    sum0 = wasm_i32x4_add(sum0, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a), wasm_i16x8_load8x8(b)));
    sum1 = wasm_i32x4_add(sum1, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 8), wasm_i16x8_load8x8(b + 8)));
    sum2 = wasm_i32x4_add(sum2, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 16), wasm_i16x8_load8x8(b + 16)));
    sum3 = wasm_i32x4_add(sum3, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(a + 24), wasm_i16x8_load8x8(b + 24)));
  }
  v128_t sum = wasm_i32x4_add(wasm_i32x4_add(sum0, sum1), wasm_i32x4_add(sum2, sum3));
  int32_t total =
      wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3);
  for (; i < n; ++i)
    total += *a++ * *b++;
  return total;
}
