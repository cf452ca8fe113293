// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of leaky_relu_f32.c, exact.
#include "../held.h"

static inline v128_t leaky(const float *input, v128_t zero, v128_t slope) {
  v128_t x = wasm_v128_load(input);
  return wasm_v128_bitselect(x, wasm_f32x4_mul(slope, x), wasm_f32x4_gt(x, zero));
}

void leaky_relu_f32(const float *restrict input, float *restrict output, int n, float slope) {
  v128_t zero = held_f32(0.0f), slopes = wasm_f32x4_splat(slope);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, leaky(input, zero, slopes));
    wasm_v128_store(output + 4, leaky(input + 4, zero, slopes));
    wasm_v128_store(output + 8, leaky(input + 8, zero, slopes));
    wasm_v128_store(output + 12, leaky(input + 12, zero, slopes));
  }
  for (; i < n; ++i, ++input)
    *output++ = *input > 0.0f ? *input : slope * *input;
}
