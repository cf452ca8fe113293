// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of round_f32.c, exact for every float: the largest float below 1/2 is added away from zero, then the fraction dropped. (1/2 itself
// would carry 0.49999997 to 1.)
#include "../held.h"
#include <math.h>

static inline v128_t rounded(v128_t x, v128_t sign, v128_t half) {
  return wasm_f32x4_trunc(wasm_f32x4_add(x, wasm_v128_or(wasm_v128_and(x, sign), half)));
}

void round_f32(const float *restrict input, float *restrict output, int n) {
  v128_t sign = held(wasm_i32x4_const_splat((int32_t)0x80000000)), half = held_f32(0x1.fffffep-2f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, rounded(wasm_v128_load(input), sign, half));
    wasm_v128_store(output + 4, rounded(wasm_v128_load(input + 4), sign, half));
    wasm_v128_store(output + 8, rounded(wasm_v128_load(input + 8), sign, half));
    wasm_v128_store(output + 12, rounded(wasm_v128_load(input + 12), sign, half));
  }
  for (; i < n; ++i)
    *output++ = roundf(*input++);
}
