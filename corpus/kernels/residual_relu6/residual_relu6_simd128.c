// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of residual_relu6.c, exact: pmax(0, x) is 0 < x ? x : 0, pmin(6, x) is x < 6 ? x : 6.
#include "../held.h"

static inline v128_t add_relu6(const float *a, const float *b, v128_t zero, v128_t six) {
  return wasm_f32x4_pmin(six, wasm_f32x4_pmax(zero, wasm_f32x4_add(wasm_v128_load(a), wasm_v128_load(b))));
}

void residual_relu6(const float *restrict input, const float *restrict shortcut, float *restrict output, int n) {
  v128_t zero = held_f32(0.0f), six = held_f32(6.0f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, shortcut += 16, output += 16) {
    wasm_v128_store(output, add_relu6(input, shortcut, zero, six));
    wasm_v128_store(output + 4, add_relu6(input + 4, shortcut + 4, zero, six));
    wasm_v128_store(output + 8, add_relu6(input + 8, shortcut + 8, zero, six));
    wasm_v128_store(output + 12, add_relu6(input + 12, shortcut + 12, zero, six));
  }
  for (; i < n; ++i) {
    float x = *input++ + *shortcut++;
    x = x > 0.0f ? x : 0.0f;
    *output++ = x < 6.0f ? x : 6.0f;
  }
}
