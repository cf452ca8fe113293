// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of conv1x1_relu6.c, exact: pmax(0, x) is 0 < x ? x : 0, pmin(6, x) is x < 6 ? x : 6.
#include "conv1x1_tile.h"

void conv1x1_relu6(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                   int pixels, int blocks) {
  v128_t zero = held_f32(0.0f), six = held_f32(6.0f);
  size_t channels = (size_t)blocks * tile;
  for (int p = 0; p < pixels; p += group, input += group * inputs, output += group * channels)
    for (size_t c = 0; c < channels; c += tile) {
      struct Tile sum = multiply(input, weights + c * inputs);
      v128_t low = wasm_v128_load(bias + c), high = wasm_v128_load(bias + c + 4);
#pragma clang loop unroll(full)
      for (int g = 0; g < group; ++g) {
        wasm_v128_store(output + g * channels + c, wasm_f32x4_pmin(six, wasm_f32x4_pmax(zero, wasm_f32x4_add(sum.low[g], low))));
        wasm_v128_store(output + g * channels + c + 4, wasm_f32x4_pmin(six, wasm_f32x4_pmax(zero, wasm_f32x4_add(sum.high[g], high))));
      }
    }
}
