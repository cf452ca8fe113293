// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of clamp_f32.c, exact: pmax(x, low) is x < low ? low : x, pmin(x, high) is high < x ? high : x.
#include <wasm_simd128.h>

static inline v128_t clamped(const float *input, v128_t low, v128_t high) {
  return wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_v128_load(input), low), high);
}

void clamp_f32(const float *restrict input, float *restrict output, int n, float low, float high) {
  v128_t lows = wasm_f32x4_splat(low), highs = wasm_f32x4_splat(high);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, clamped(input, lows, highs));
    wasm_v128_store(output + 4, clamped(input + 4, lows, highs));
    wasm_v128_store(output + 8, clamped(input + 8, lows, highs));
    wasm_v128_store(output + 12, clamped(input + 12, lows, highs));
  }
  for (; i < n; ++i) {
    float x = *input++;
    x = x < low ? low : x;
    *output++ = x > high ? high : x;
  }
}
