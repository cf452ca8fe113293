// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of nms_filter.c, exact: sixteen scores are compared at once, and only where one is high enough are bits looked at.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

int nms_filter(const float *restrict scores, int32_t *restrict kept, int n, float threshold) {
  size_t count = 0;
  int i = 0;
  v128_t thresholds = wasm_f32x4_splat(threshold);
  for (; i + 16 <= n; i += 16) {
    v128_t high0 = wasm_f32x4_gt(wasm_v128_load(scores + i), thresholds), high1 = wasm_f32x4_gt(wasm_v128_load(scores + i + 4), thresholds);
    v128_t high2 = wasm_f32x4_gt(wasm_v128_load(scores + i + 8), thresholds);
    v128_t high3 = wasm_f32x4_gt(wasm_v128_load(scores + i + 12), thresholds);
    v128_t high = wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(high0, high1), wasm_i16x8_narrow_i32x4(high2, high3));
    for (uint32_t bits = wasm_i8x16_bitmask(high); bits; bits &= bits - 1)
      kept[count++] = i + __builtin_ctz(bits);
  }
  for (; i < n; ++i)
    if (scores[i] > threshold)
      kept[count++] = i;
  size_t at = count, all = n > 0 ? (size_t)n : 0;
  v128_t none = wasm_i32x4_const_splat(-1);
  for (; at + 16 <= all; at += 16) {
    wasm_v128_store(kept + at, none);
    wasm_v128_store(kept + at + 4, none);
    wasm_v128_store(kept + at + 8, none);
    wasm_v128_store(kept + at + 12, none);
  }
  for (; at < all; ++at)
    kept[at] = -1;
  return (int)count;
}
