// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of floor_half_f32.c, exact.
#include "../held.h"
#include <math.h>

static inline v128_t rounded(const float *input, v128_t half) { return wasm_f32x4_floor(wasm_f32x4_add(wasm_v128_load(input), half)); }

void floor_half_f32(const float *restrict input, float *restrict output, int n) {
  v128_t half = held_f32(0.5f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, rounded(input, half));
    wasm_v128_store(output + 4, rounded(input + 4, half));
    wasm_v128_store(output + 8, rounded(input + 8, half));
    wasm_v128_store(output + 12, rounded(input + 12, half));
  }
  for (; i < n; ++i)
    *output++ = floorf(*input++ + 0.5f);
}
