// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of dot_f32.c: four accumulators hide the latency of the addition. The sum is formed in another order than in the plain loop, so this
// twin agrees with it by the manifest's tolerance, not by bits.
#include <wasm_simd128.h>

float dot_f32(const float *a, const float *b, int n) {
  v128_t sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  int i = 0;
  for (; i + 16 <= n; i += 16, a += 16, b += 16) {
    sum0 = wasm_f32x4_add(sum0, wasm_f32x4_mul(wasm_v128_load(a), wasm_v128_load(b)));
    sum1 = wasm_f32x4_add(sum1, wasm_f32x4_mul(wasm_v128_load(a + 4), wasm_v128_load(b + 4)));
    sum2 = wasm_f32x4_add(sum2, wasm_f32x4_mul(wasm_v128_load(a + 8), wasm_v128_load(b + 8)));
    sum3 = wasm_f32x4_add(sum3, wasm_f32x4_mul(wasm_v128_load(a + 12), wasm_v128_load(b + 12)));
  }
  v128_t sum = wasm_f32x4_add(wasm_f32x4_add(sum0, sum1), wasm_f32x4_add(sum2, sum3));
  float total = (wasm_f32x4_extract_lane(sum, 0) + wasm_f32x4_extract_lane(sum, 1)) +
                (wasm_f32x4_extract_lane(sum, 2) + wasm_f32x4_extract_lane(sum, 3));
  for (; i < n; ++i)
    total += *a++ * *b++;
  return total;
}
