// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of min_f32.c, exact: pmin(m, x) is x < m ? x : m. The lanes may meet 0 and -0 in another order, so of these the first that stands
// in memory is looked for.
#include <stddef.h>
#include <wasm_simd128.h>

float min_f32(const float *values, int n) {
  float smallest = values[0];
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  v128_t min0 = wasm_f32x4_splat(smallest), min1 = min0, min2 = min0, min3 = min0;
  for (; i + 16 <= count; i += 16) {
    min0 = wasm_f32x4_pmin(min0, wasm_v128_load(values + i));
    min1 = wasm_f32x4_pmin(min1, wasm_v128_load(values + i + 4));
    min2 = wasm_f32x4_pmin(min2, wasm_v128_load(values + i + 8));
    min3 = wasm_f32x4_pmin(min3, wasm_v128_load(values + i + 12));
  }
  min0 = wasm_f32x4_pmin(wasm_f32x4_pmin(min0, min1), wasm_f32x4_pmin(min2, min3));
  min0 = wasm_f32x4_pmin(min0, wasm_i32x4_shuffle(min0, min0, 2, 3, 0, 1));
  min0 = wasm_f32x4_pmin(min0, wasm_i32x4_shuffle(min0, min0, 1, 0, 3, 2));
  smallest = wasm_f32x4_extract_lane(min0, 0);
  for (; i < count; ++i)
    smallest = values[i] < smallest ? values[i] : smallest;
  if (smallest == 0.0f)
    for (i = 0; i < count; ++i)
      if (values[i] == 0.0f)
        return values[i];
  return smallest;
}
