// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to the integer levels of a quantized layer; with relaxed SIMD, by the conversion that leaves open what becomes of values out of
// range, as C does. n must be a multiple of four there.
#include <stdint.h>
#ifdef __wasm_relaxed_simd__
#include <wasm_simd128.h>

void to_levels(const float *restrict input, int32_t *restrict output, int n, float scale) {
  v128_t scales = wasm_f32x4_splat(scale);
  for (int i = 0; i < n; i += 4)
    wasm_v128_store(output + i, wasm_i32x4_relaxed_trunc_f32x4(wasm_f32x4_mul(wasm_v128_load(input + i), scales)));
}
#else
void to_levels(const float *restrict input, int32_t *restrict output, int n, float scale) {
  for (int i = 0; i < n; ++i)
    output[i] = (int32_t)(input[i] * scale);
}
#endif
