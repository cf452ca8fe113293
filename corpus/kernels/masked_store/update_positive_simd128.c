// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of update_positive.c, exact: every output is written, most with what it was. Right only while no other thread writes there.
#include "../held.h"

static inline void update(const float *input, float *output, v128_t zero) {
  v128_t x = wasm_v128_load(input);
  wasm_v128_store(output, wasm_v128_bitselect(wasm_f32x4_add(x, x), wasm_v128_load(output), wasm_f32x4_gt(x, zero)));
}

void update_positive(const float *restrict input, float *restrict output, int n) {
  v128_t zero = held_f32(0.0f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    update(input, output, zero);
    update(input + 4, output + 4, zero);
    update(input + 8, output + 8, zero);
    update(input + 12, output + 12, zero);
  }
  for (; i < n; ++i, ++input, ++output)
    if (*input > 0.0f)
      *output = 2.0f * *input;
}
