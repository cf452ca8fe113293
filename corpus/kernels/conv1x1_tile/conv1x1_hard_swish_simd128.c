// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of conv1x1_hard_swish.c, exact: pmax(0, x) is 0 < x ? x : 0, pmin(6, x) is x < 6 ? x : 6.
#include "conv1x1_tile.h"

struct Constants {
  v128_t three, zero, six, sixth;
};

static inline v128_t hard_swish(v128_t x, struct Constants k) {
  v128_t gate = wasm_f32x4_pmin(k.six, wasm_f32x4_pmax(k.zero, wasm_f32x4_add(x, k.three)));
  return wasm_f32x4_mul(wasm_f32x4_mul(x, gate), k.sixth);
}

void conv1x1_hard_swish(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                        int pixels, int blocks) {
  struct Constants k = {held_f32(3.0f), held_f32(0.0f), held_f32(6.0f), held_f32(1.0f / 6.0f)};
  size_t channels = (size_t)blocks * tile;
  for (int p = 0; p < pixels; p += group, input += group * inputs, output += group * channels)
    for (size_t c = 0; c < channels; c += tile) {
      struct Tile sum = multiply(input, weights + c * inputs);
      v128_t low = wasm_v128_load(bias + c), high = wasm_v128_load(bias + c + 4);
#pragma clang loop unroll(full)
      for (int g = 0; g < group; ++g) {
        wasm_v128_store(output + g * channels + c, hard_swish(wasm_f32x4_add(sum.low[g], low), k));
        wasm_v128_store(output + g * channels + c + 4, hard_swish(wasm_f32x4_add(sum.high[g], high), k));
      }
    }
}
