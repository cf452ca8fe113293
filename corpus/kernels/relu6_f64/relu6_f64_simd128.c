// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of relu6_f64.c, exact: pmax(0, x) is 0 < x ? x : 0, pmin(6, x) is x < 6 ? x : 6.
#include "../held.h"

static inline v128_t relu6(const double *input, v128_t zero, v128_t six) {
  return wasm_f64x2_pmin(six, wasm_f64x2_pmax(zero, wasm_v128_load(input)));
}

void relu6_f64(const double *restrict input, double *restrict output, int n) {
  v128_t zero = held(wasm_f64x2_const_splat(0.0)), six = held(wasm_f64x2_const_splat(6.0));
  int i = 0;
  for (; i + 8 <= n; i += 8, input += 8, output += 8) {
    wasm_v128_store(output, relu6(input, zero, six));
    wasm_v128_store(output + 2, relu6(input + 2, zero, six));
    wasm_v128_store(output + 4, relu6(input + 4, zero, six));
    wasm_v128_store(output + 6, relu6(input + 6, zero, six));
  }
  for (; i < n; ++i) {
    double x = *input++;
    x = x > 0.0 ? x : 0.0;
    *output++ = x < 6.0 ? x : 6.0;
  }
}
