// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of relu6_fminmax.c, exact: pmax(0, x) is 0 < x ? x : 0, so a NaN and -0 become +0 as with the C library's fmaxf.
#include <math.h>
#include <wasm_simd128.h>

void relu6_fminmax(const float *restrict input, float *restrict output, int n) {
  const v128_t zero = wasm_f32x4_const_splat(0.0f), six = wasm_f32x4_const_splat(6.0f);
  int i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    wasm_v128_store(output, wasm_f32x4_pmin(wasm_f32x4_pmax(zero, wasm_v128_load(input)), six));
    wasm_v128_store(output + 4, wasm_f32x4_pmin(wasm_f32x4_pmax(zero, wasm_v128_load(input + 4)), six));
    wasm_v128_store(output + 8, wasm_f32x4_pmin(wasm_f32x4_pmax(zero, wasm_v128_load(input + 8)), six));
    wasm_v128_store(output + 12, wasm_f32x4_pmin(wasm_f32x4_pmax(zero, wasm_v128_load(input + 12)), six));
  }
  for (; i < n; ++i)
    *output++ = fminf(fmaxf(*input++, 0.0f), 6.0f);
}
