// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of count_above.c, exact: a comparison's lanes are 0 or -1.
#include <stddef.h>
#include <wasm_simd128.h>

int count_above(const float *values, int n, float threshold) {
  size_t all = n > 0 ? (size_t)n : 0, i = 0;
  v128_t limit = wasm_f32x4_splat(threshold), count0 = wasm_i32x4_const_splat(0), count1 = count0, count2 = count0, count3 = count0;
  for (; i + 16 <= all; i += 16) {
    count0 = wasm_i32x4_sub(count0, wasm_f32x4_gt(wasm_v128_load(values + i), limit));
    count1 = wasm_i32x4_sub(count1, wasm_f32x4_gt(wasm_v128_load(values + i + 4), limit));
    count2 = wasm_i32x4_sub(count2, wasm_f32x4_gt(wasm_v128_load(values + i + 8), limit));
    count3 = wasm_i32x4_sub(count3, wasm_f32x4_gt(wasm_v128_load(values + i + 12), limit));
  }
  count0 = wasm_i32x4_add(wasm_i32x4_add(count0, count1), wasm_i32x4_add(count2, count3));
  int count = (wasm_i32x4_extract_lane(count0, 0) + wasm_i32x4_extract_lane(count0, 1)) +
              (wasm_i32x4_extract_lane(count0, 2) + wasm_i32x4_extract_lane(count0, 3));
  for (; i < all; ++i)
    count += values[i] > threshold;
  return count;
}
