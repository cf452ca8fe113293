// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of prelu_f32.c, exact.
#include "../held.h"
#include <stddef.h>

static inline v128_t prelu(const float *input, const float *slope, v128_t zero) {
  v128_t x = wasm_v128_load(input);
  return wasm_v128_bitselect(x, wasm_f32x4_mul(wasm_v128_load(slope), x), wasm_f32x4_gt(x, zero));
}

void prelu_f32(const float *restrict input, const float *restrict slope, float *restrict output, int pixels, int channels) {
  v128_t zero = held_f32(0.0f);
  for (int p = 0; p < pixels; ++p) {
    const float *a = slope;
    int c = 0;
    for (; c + 16 <= channels; c += 16, input += 16, output += 16, a += 16) {
      wasm_v128_store(output, prelu(input, a, zero));
      wasm_v128_store(output + 4, prelu(input + 4, a + 4, zero));
      wasm_v128_store(output + 8, prelu(input + 8, a + 8, zero));
      wasm_v128_store(output + 12, prelu(input + 12, a + 12, zero));
    }
    for (; c < channels; ++c, ++input, ++a)
      *output++ = *input > 0.0f ? *input : *a * *input;
  }
}
