// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of max_fmaxf_f32.c, exact: no lane ever holds a NaN, and pmax(m, x) is m < x ? x : m. fmaxf takes 0 for larger than -0: whether
// there is a 0 is looked up at the end.
#include <math.h>
#include <stddef.h>
#include <wasm_simd128.h>

float max_fmaxf_f32(const float *values, int n) {
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  v128_t max0 = wasm_f32x4_const_splat(-INFINITY), max1 = max0, max2 = max0, max3 = max0;
  for (; i + 16 <= count; i += 16) {
    max0 = wasm_f32x4_pmax(max0, wasm_v128_load(values + i));
    max1 = wasm_f32x4_pmax(max1, wasm_v128_load(values + i + 4));
    max2 = wasm_f32x4_pmax(max2, wasm_v128_load(values + i + 8));
    max3 = wasm_f32x4_pmax(max3, wasm_v128_load(values + i + 12));
  }
  max0 = wasm_f32x4_pmax(wasm_f32x4_pmax(max0, max1), wasm_f32x4_pmax(max2, max3));
  max0 = wasm_f32x4_pmax(max0, wasm_i32x4_shuffle(max0, max0, 2, 3, 0, 1));
  max0 = wasm_f32x4_pmax(max0, wasm_i32x4_shuffle(max0, max0, 1, 0, 3, 2));
  float largest = wasm_f32x4_extract_lane(max0, 0);
  for (; i < count; ++i)
    largest = largest < values[i] ? values[i] : largest;
  if (largest == 0.0f) {
    largest = -0.0f;
    for (i = 0; i < count; ++i)
      if (values[i] == 0.0f && !signbit(values[i]))
        return 0.0f;
  }
  return largest;
}
