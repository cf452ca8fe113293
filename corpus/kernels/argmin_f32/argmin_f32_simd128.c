// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of argmin_f32.c in two passes: the smallest value, then the first place where it stands. Exact: both passes skip NaNs as the plain
// comparison does, and a NaN in front, to which nothing compares smaller, answers 0.
#include <stddef.h>
#include <wasm_simd128.h>

static inline float smaller(float a, float b) { return b < a ? b : a; }

static float minimum(const float *values, size_t n) {
  float smallest = values[0];
  size_t i = 0;
  v128_t min0 = wasm_f32x4_splat(smallest), min1 = min0, min2 = min0, min3 = min0;
  for (; i + 16 <= n; i += 16, values += 16) {
    min0 = wasm_f32x4_pmin(min0, wasm_v128_load(values));
    min1 = wasm_f32x4_pmin(min1, wasm_v128_load(values + 4));
    min2 = wasm_f32x4_pmin(min2, wasm_v128_load(values + 8));
    min3 = wasm_f32x4_pmin(min3, wasm_v128_load(values + 12));
  }
  min0 = wasm_f32x4_pmin(wasm_f32x4_pmin(min0, min1), wasm_f32x4_pmin(min2, min3));
  smallest = smaller(smaller(wasm_f32x4_extract_lane(min0, 0), wasm_f32x4_extract_lane(min0, 1)),
                     smaller(wasm_f32x4_extract_lane(min0, 2), wasm_f32x4_extract_lane(min0, 3)));
  for (; i < n; ++i)
    smallest = smaller(smallest, *values++);
  return smallest;
}

int argmin_f32(const float *values, int n) {
  if (values[0] != values[0])
    return 0;
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  float smallest = minimum(values, count);
  v128_t wanted = wasm_f32x4_splat(smallest);
  for (; i + 16 <= count; i += 16) {
    v128_t equal0 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i)), equal1 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 4));
    v128_t equal2 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 8)), equal3 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 12));
    if (wasm_v128_any_true(wasm_v128_or(wasm_v128_or(equal0, equal1), wasm_v128_or(equal2, equal3))))
      break;
  }
  for (; i < count; ++i)
    if (values[i] == smallest)
      return (int)i;
  return 0;
}
