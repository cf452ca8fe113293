// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dot16.c: i32x4.dot_i16x8_s into four sums. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

int32_t dot16(const int16_t *window, const int16_t *samples, size_t n) {
  v128_t sum0 = wasm_i32x4_const_splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  size_t i = 0;
  for (; i + 32 <= n; i += 32, window += 32, samples += 32) {
    sum0 = wasm_i32x4_add(sum0, wasm_i32x4_dot_i16x8(wasm_v128_load(window), wasm_v128_load(samples)));
    sum1 = wasm_i32x4_add(sum1, wasm_i32x4_dot_i16x8(wasm_v128_load(window + 8), wasm_v128_load(samples + 8)));
    sum2 = wasm_i32x4_add(sum2, wasm_i32x4_dot_i16x8(wasm_v128_load(window + 16), wasm_v128_load(samples + 16)));
    sum3 = wasm_i32x4_add(sum3, wasm_i32x4_dot_i16x8(wasm_v128_load(window + 24), wasm_v128_load(samples + 24)));
  }
  v128_t sum = wasm_i32x4_add(wasm_i32x4_add(sum0, sum1), wasm_i32x4_add(sum2, sum3));
  int32_t total =
      wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3);
  for (; i < n; ++i)
    total += *window++ * *samples++;
  return total;
}
