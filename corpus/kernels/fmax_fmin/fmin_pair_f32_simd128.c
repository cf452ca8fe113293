// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of fmin_pair_f32.c, exact: the other value where one is a NaN, and -0 is smaller than 0. pmin(x, y) is y < x ? y : x; where both
// are equal, `or` adds the sign of the other's zero.
#include <math.h>
#include <wasm_simd128.h>

static inline v128_t smaller(const float *a, const float *b) {
  v128_t x = wasm_v128_load(a), y = wasm_v128_load(b);
  v128_t smallest = wasm_v128_or(wasm_f32x4_pmin(x, y), wasm_v128_and(y, wasm_f32x4_eq(x, y)));
  return wasm_v128_bitselect(smallest, y, wasm_f32x4_eq(x, x));
}

void fmin_pair_f32(const float *restrict a, const float *restrict b, float *restrict output, int n) {
  int i = 0;
  for (; i + 16 <= n; i += 16, a += 16, b += 16, output += 16) {
    wasm_v128_store(output, smaller(a, b));
    wasm_v128_store(output + 4, smaller(a + 4, b + 4));
    wasm_v128_store(output + 8, smaller(a + 8, b + 8));
    wasm_v128_store(output + 12, smaller(a + 12, b + 12));
  }
  for (; i < n; ++i)
    *output++ = fminf(*a++, *b++);
}
