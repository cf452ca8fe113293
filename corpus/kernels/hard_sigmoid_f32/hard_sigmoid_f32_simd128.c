// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of hard_sigmoid_f32.c, exact: pmin(1, x) is x < 1 ? x : 1, so a NaN becomes 1, and pmax(0, x) is 0 < x ? x : 0.
#include "../held.h"
#include <math.h>

struct Constants {
  v128_t slope, offset, zero, one;
};

static inline v128_t hard_sigmoid(const float *input, struct Constants k) {
  v128_t x = wasm_f32x4_add(wasm_f32x4_mul(wasm_v128_load(input), k.slope), k.offset);
  return wasm_f32x4_pmax(k.zero, wasm_f32x4_pmin(k.one, x));
}

void hard_sigmoid_f32(const float *restrict input, float *restrict output, int n) {
  struct Constants k = {held_f32(0.2f), held_f32(0.5f), held_f32(0.0f), held_f32(1.0f)};
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, hard_sigmoid(input, k));
    wasm_v128_store(output + 4, hard_sigmoid(input + 4, k));
    wasm_v128_store(output + 8, hard_sigmoid(input + 8, k));
    wasm_v128_store(output + 12, hard_sigmoid(input + 12, k));
  }
  for (; i < n; ++i)
    *output++ = fmaxf(0.0f, fminf(1.0f, 0.2f * *input++ + 0.5f));
}
