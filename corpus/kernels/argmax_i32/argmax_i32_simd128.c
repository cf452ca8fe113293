// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of argmax_i32.c in two passes: the largest value, then the first place where it stands. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static int32_t maximum(const int32_t *values, size_t n) {
  int32_t largest = values[0];
  size_t i = 0;
  v128_t max0 = wasm_i32x4_splat(largest), max1 = max0, max2 = max0, max3 = max0;
  for (; i + 16 <= n; i += 16) {
    max0 = wasm_i32x4_max(max0, wasm_v128_load(values + i));
    max1 = wasm_i32x4_max(max1, wasm_v128_load(values + i + 4));
    max2 = wasm_i32x4_max(max2, wasm_v128_load(values + i + 8));
    max3 = wasm_i32x4_max(max3, wasm_v128_load(values + i + 12));
  }
  max0 = wasm_i32x4_max(wasm_i32x4_max(max0, max1), wasm_i32x4_max(max2, max3));
  max0 = wasm_i32x4_max(max0, wasm_i32x4_shuffle(max0, max0, 2, 3, 0, 1));
  max0 = wasm_i32x4_max(max0, wasm_i32x4_shuffle(max0, max0, 1, 0, 3, 2));
  largest = wasm_i32x4_extract_lane(max0, 0);
  for (; i < n; ++i)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}

int argmax_i32(const int32_t *values, int n) {
  size_t count = n > 0 ? (size_t)n : 0, i = 0;
  int32_t largest = maximum(values, count);
  v128_t wanted = wasm_i32x4_splat(largest);
  for (; i + 16 <= count; i += 16) {
    v128_t equal0 = wasm_i32x4_eq(wanted, wasm_v128_load(values + i)), equal1 = wasm_i32x4_eq(wanted, wasm_v128_load(values + i + 4));
    v128_t equal2 = wasm_i32x4_eq(wanted, wasm_v128_load(values + i + 8)), equal3 = wasm_i32x4_eq(wanted, wasm_v128_load(values + i + 12));
    if (wasm_v128_any_true(wasm_v128_or(wasm_v128_or(equal0, equal1), wasm_v128_or(equal2, equal3))))
      break;
  }
  for (; i < count; ++i)
    if (values[i] == largest)
      return (int)i;
  return 0;
}
