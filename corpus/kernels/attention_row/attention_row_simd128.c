// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of attention_row.c: four keys at a time, sums of 32 columns in registers. Agrees with the plain form by the manifest's tolerance:
// the sums are formed in another order. `width` must be a multiple of 32, `count` of 4.
#include "../held.h"
#include <math.h>
#include <stddef.h>

struct Constants {
  v128_t lowest, log2e, magic, ln2High, ln2Low, half, c3, c4, c5, c6, one;
};

static inline v128_t exponential(v128_t x, struct Constants k) {
  x = wasm_f32x4_pmax(x, k.lowest);
  v128_t shifted = wasm_f32x4_add(wasm_f32x4_mul(x, k.log2e), k.magic);
  v128_t n = wasm_f32x4_sub(shifted, k.magic);
  v128_t r = wasm_f32x4_add(wasm_f32x4_sub(x, wasm_f32x4_mul(n, k.ln2High)), wasm_f32x4_mul(n, k.ln2Low));
  v128_t p = wasm_f32x4_add(wasm_f32x4_mul(k.c6, r), k.c5);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.c4);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.c3);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.half);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.one);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.one);
  return wasm_i32x4_add(p, wasm_i32x4_shl(shifted, 23));
}

static inline v128_t with_product(v128_t sum, v128_t x, const float *key) {
  return wasm_f32x4_add(sum, wasm_f32x4_mul(x, wasm_v128_load(key)));
}

static float lanes(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) + (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

void attention_row(const float *restrict query, const float *restrict keys, const float *restrict values, float *restrict scores,
                   float *restrict output, int count, int width) {
  struct Constants k = {.lowest = held_f32(-87.0f),
                        .log2e = held_f32(0x1.715476p+0f),
                        .magic = held_f32(12582912.0f),
                        .ln2High = held_f32(0x1.63p-1f),
                        .ln2Low = held_f32(0x1.bd0106p-13f),
                        .half = held_f32(0.49999994f),
                        .c3 = held_f32(0.16666521f),
                        .c4 = held_f32(0.04166839f),
                        .c5 = held_f32(0.008368745f),
                        .c6 = held_f32(0.0013814539f),
                        .one = held_f32(1.0f)};
  size_t columns = (size_t)width, all = (size_t)count;
  v128_t factor = wasm_f32x4_splat(1.0f / sqrtf((float)width)), largest = wasm_f32x4_splat(-INFINITY), zero = wasm_f32x4_const_splat(0.0f);
  for (size_t j = 0; j < all; j += 4) {
    const float *key0 = keys + j * columns, *key1 = key0 + columns, *key2 = key1 + columns, *key3 = key2 + columns;
    v128_t dot0 = zero, dot1 = zero, dot2 = zero, dot3 = zero;
    for (size_t d = 0; d < columns; d += 8) {
      v128_t low = wasm_v128_load(query + d), high = wasm_v128_load(query + d + 4);
      dot0 = with_product(with_product(dot0, low, key0 + d), high, key0 + d + 4);
      dot1 = with_product(with_product(dot1, low, key1 + d), high, key1 + d + 4);
      dot2 = with_product(with_product(dot2, low, key2 + d), high, key2 + d + 4);
      dot3 = with_product(with_product(dot3, low, key3 + d), high, key3 + d + 4);
    }
    v128_t low01 = wasm_i32x4_shuffle(dot0, dot1, 0, 4, 1, 5), high01 = wasm_i32x4_shuffle(dot0, dot1, 2, 6, 3, 7);
    v128_t low23 = wasm_i32x4_shuffle(dot2, dot3, 0, 4, 1, 5), high23 = wasm_i32x4_shuffle(dot2, dot3, 2, 6, 3, 7);
    v128_t first = wasm_f32x4_add(wasm_i64x2_shuffle(low01, low23, 0, 2), wasm_i64x2_shuffle(low01, low23, 1, 3));
    v128_t second = wasm_f32x4_add(wasm_i64x2_shuffle(high01, high23, 0, 2), wasm_i64x2_shuffle(high01, high23, 1, 3));
    v128_t score = wasm_f32x4_mul(wasm_f32x4_add(first, second), factor);
    wasm_v128_store(scores + j, score);
    largest = wasm_f32x4_pmax(largest, score);
  }
  largest = wasm_f32x4_pmax(largest, wasm_i32x4_shuffle(largest, largest, 2, 3, 0, 1));
  largest = wasm_f32x4_pmax(largest, wasm_i32x4_shuffle(largest, largest, 1, 0, 3, 2));
  v128_t sums = zero;
  for (size_t j = 0; j < all; j += 4) {
    v128_t weight = exponential(wasm_f32x4_sub(wasm_v128_load(scores + j), largest), k);
    wasm_v128_store(scores + j, weight);
    sums = wasm_f32x4_add(sums, weight);
  }
  v128_t sum = wasm_f32x4_splat(lanes(sums));
  for (size_t d = 0; d < columns; d += 32) {
    v128_t out[8];
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; ++i)
      out[i] = zero;
    for (size_t j = 0; j < all; ++j) {
      const float *value = values + j * columns + d;
      v128_t weight = wasm_v128_load32_splat(scores + j);
#pragma clang loop unroll(full)
      for (int i = 0; i < 8; ++i)
        out[i] = with_product(out[i], weight, value + 4 * i);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; ++i)
      wasm_v128_store(output + d + 4 * i, wasm_f32x4_div(out[i], sum));
  }
}
