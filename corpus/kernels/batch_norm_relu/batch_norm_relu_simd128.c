// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of batch_norm_relu.c, exact: pmax(0, x) is 0 < x ? x : 0.
#include "../held.h"

static inline v128_t normalised(const float *input, v128_t scale, v128_t shift, v128_t zero) {
  return wasm_f32x4_pmax(zero, wasm_f32x4_add(wasm_f32x4_mul(wasm_v128_load(input), scale), shift));
}

void batch_norm_relu(const float *restrict input, const float *restrict scale, const float *restrict shift, float *restrict output,
                     int channels, int pixels) {
  v128_t zero = held_f32(0.0f);
  for (int c = 0; c < channels; ++c) {
    float a = scale[c], b = shift[c];
    v128_t scales = wasm_f32x4_splat(a), shifts = wasm_f32x4_splat(b);
    int i = 0;
    for (; i + 16 <= pixels; i += 16, input += 16, output += 16) {
      wasm_v128_store(output, normalised(input, scales, shifts, zero));
      wasm_v128_store(output + 4, normalised(input + 4, scales, shifts, zero));
      wasm_v128_store(output + 8, normalised(input + 8, scales, shifts, zero));
      wasm_v128_store(output + 12, normalised(input + 12, scales, shifts, zero));
    }
    for (; i < pixels; ++i) {
      float x = *input++ * a + b;
      *output++ = x > 0.0f ? x : 0.0f;
    }
  }
}
