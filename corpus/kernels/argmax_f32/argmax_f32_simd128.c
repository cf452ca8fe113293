// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of argmax_f32.c in two passes: the largest value, then the first place where it stands. Exact: both passes skip NaNs as the plain
// comparison does, and a NaN in front, to which nothing compares greater, answers 0.
#include <stddef.h>
#include <wasm_simd128.h>

static inline float larger(float a, float b) { return b > a ? b : a; }

static float maximum(const float *values, size_t n) {
  float largest = values[0];
  size_t i = 0;
  v128_t max0 = wasm_f32x4_splat(largest), max1 = max0, max2 = max0, max3 = max0;
  for (; i + 16 <= n; i += 16, values += 16) {
    max0 = wasm_f32x4_pmax(max0, wasm_v128_load(values));
    max1 = wasm_f32x4_pmax(max1, wasm_v128_load(values + 4));
    max2 = wasm_f32x4_pmax(max2, wasm_v128_load(values + 8));
    max3 = wasm_f32x4_pmax(max3, wasm_v128_load(values + 12));
  }
  max0 = wasm_f32x4_pmax(wasm_f32x4_pmax(max0, max1), wasm_f32x4_pmax(max2, max3));
  largest = larger(larger(wasm_f32x4_extract_lane(max0, 0), wasm_f32x4_extract_lane(max0, 1)),
                   larger(wasm_f32x4_extract_lane(max0, 2), wasm_f32x4_extract_lane(max0, 3)));
  for (; i < n; ++i)
    largest = larger(largest, *values++);
  return largest;
}

int argmax_f32(const float *values, int n) {
  if (values[0] != values[0])
    return 0;
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  float largest = maximum(values, count);
  v128_t wanted = wasm_f32x4_splat(largest);
  for (; i + 16 <= count; i += 16) {
    v128_t equal0 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i)), equal1 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 4));
    v128_t equal2 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 8)), equal3 = wasm_f32x4_eq(wanted, wasm_v128_load(values + i + 12));
    if (wasm_v128_any_true(wasm_v128_or(wasm_v128_or(equal0, equal1), wasm_v128_or(equal2, equal3))))
      break;
  }
  for (; i < count; ++i)
    if (values[i] == largest)
      return (int)i;
  return 0;
}
