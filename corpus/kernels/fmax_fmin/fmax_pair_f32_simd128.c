// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of fmax_pair_f32.c, exact: the other value where one is a NaN, and 0 is larger than -0. pmax(x, y) is x < y ? y : x; where both are
// equal, `and` leaves a zero's sign only if both have it.
#include <math.h>
#include <wasm_simd128.h>

static inline v128_t larger(const float *a, const float *b) {
  v128_t x = wasm_v128_load(a), y = wasm_v128_load(b);
  v128_t largest = wasm_v128_and(wasm_f32x4_pmax(x, y), wasm_v128_or(y, wasm_f32x4_ne(x, y)));
  return wasm_v128_bitselect(largest, y, wasm_f32x4_eq(x, x));
}

void fmax_pair_f32(const float *restrict a, const float *restrict b, float *restrict output, int n) {
  int i = 0;
  for (; i + 16 <= n; i += 16, a += 16, b += 16, output += 16) {
    wasm_v128_store(output, larger(a, b));
    wasm_v128_store(output + 4, larger(a + 4, b + 4));
    wasm_v128_store(output + 8, larger(a + 8, b + 8));
    wasm_v128_store(output + 12, larger(a + 12, b + 12));
  }
  for (; i < n; ++i)
    *output++ = fmaxf(*a++, *b++);
}
