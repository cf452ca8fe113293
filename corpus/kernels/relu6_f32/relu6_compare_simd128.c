// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of relu6_compare.c, exact: pmax(x, 0) is x < 0 ? 0 : x and pmin(x, 6) is 6 < x ? 6 : x, so a NaN and -0 pass as in the plain form.
#include <wasm_simd128.h>

void relu6_compare(const float *restrict input, float *restrict output, int n) {
  const v128_t zero = wasm_f32x4_const_splat(0.0f), six = wasm_f32x4_const_splat(6.0f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_v128_load(input), zero), six));
    wasm_v128_store(output + 4, wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_v128_load(input + 4), zero), six));
    wasm_v128_store(output + 8, wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_v128_load(input + 8), zero), six));
    wasm_v128_store(output + 12, wasm_f32x4_pmin(wasm_f32x4_pmax(wasm_v128_load(input + 12), zero), six));
  }
  for (; i < n; ++i) {
    float x = *input++;
    *output++ = x < 0.0f ? 0.0f : x > 6.0f ? 6.0f : x;
  }
}
