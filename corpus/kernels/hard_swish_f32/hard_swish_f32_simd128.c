// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of hard_swish_f32.c, exact.
#include "../held.h"

struct Constants {
  v128_t three, zero, six, sixth;
};

static inline v128_t hard_swish(const float *input, struct Constants k) {
  v128_t x = wasm_v128_load(input);
  v128_t gate = wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_f32x4_add(x, k.three), k.zero), k.six);
  return wasm_f32x4_mul(wasm_f32x4_mul(x, gate), k.sixth);
}

void hard_swish_f32(const float *restrict input, float *restrict output, int n) {
  struct Constants k = {held_f32(3.0f), held_f32(0.0f), held_f32(6.0f), held_f32(1.0f / 6.0f)};
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, hard_swish(input, k));
    wasm_v128_store(output + 4, hard_swish(input + 4, k));
    wasm_v128_store(output + 8, hard_swish(input + 8, k));
    wasm_v128_store(output + 12, hard_swish(input + 12, k));
  }
  for (; i < n; ++i) {
    float x = *input++, gate = x + 3.0f;
    gate = gate < 0.0f ? 0.0f : gate;
    gate = gate > 6.0f ? 6.0f : gate;
    *output++ = x * gate * (1.0f / 6.0f);
  }
}
