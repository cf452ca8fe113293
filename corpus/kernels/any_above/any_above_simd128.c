// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of any_above.c, exact.
#include <stddef.h>
#include <wasm_simd128.h>

int any_above(const float *values, int n, float threshold) {
  size_t all = n > 0 ? (size_t)n : 0, i = 0;
  v128_t limit = wasm_f32x4_splat(threshold);
  for (; i + 16 <= all; i += 16) {
    v128_t above0 = wasm_f32x4_gt(wasm_v128_load(values + i), limit), above1 = wasm_f32x4_gt(wasm_v128_load(values + i + 4), limit);
    v128_t above2 = wasm_f32x4_gt(wasm_v128_load(values + i + 8), limit), above3 = wasm_f32x4_gt(wasm_v128_load(values + i + 12), limit);
    if (wasm_v128_any_true(wasm_v128_or(wasm_v128_or(above0, above1), wasm_v128_or(above2, above3))))
      return 1;
  }
  for (; i < all; ++i)
    if (values[i] > threshold)
      return 1;
  return 0;
}
