// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// For the twins of the 1x1 convolutions: one tile of 4 pixels and 8 channels, each sum in the order of the plain form.
#include "../held.h"
#include <stddef.h>

enum { inputs = 16, tile = 8, group = 4 };

struct Tile {
  v128_t low[group], high[group];
};

static inline struct Tile multiply(const float *input, const float *block) {
  v128_t zero = wasm_f32x4_const_splat(0.0f);
  struct Tile sum = {{zero, zero, zero, zero}, {zero, zero, zero, zero}};
  // Eight sums and what is multiplied leave no registers for a second step; V8 unrolls as it sees fit.
#pragma clang loop unroll(disable)
  for (int k = 0; k < inputs; ++k, ++input, block += tile) {
    v128_t low = wasm_v128_load(block), high = wasm_v128_load(block + 4);
#pragma clang loop unroll(full)
    for (int g = 0; g < group; ++g) {
      v128_t x = wasm_v128_load32_splat(input + g * inputs);
      sum.low[g] = wasm_f32x4_add(sum.low[g], wasm_f32x4_mul(x, low));
      sum.high[g] = wasm_f32x4_add(sum.high[g], wasm_f32x4_mul(x, high));
    }
  }
  return sum;
}
