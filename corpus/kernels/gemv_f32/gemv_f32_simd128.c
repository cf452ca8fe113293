// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of gemv_f32.c: four rows share the loads of x. The sums are formed in another order than in the plain loop, so this twin agrees with
// it by the manifest's tolerance, not by bits.
#include <stddef.h>
#include <wasm_simd128.h>

static float lanes(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) + (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

void gemv_f32(const float *restrict a, const float *restrict x, float *restrict y, int rows, int columns) {
  size_t n = (size_t)columns;
  int i = 0;
  for (; i + 4 <= rows; i += 4, a += 4 * n) {
    const float *row0 = a, *row1 = a + n, *row2 = a + 2 * n, *row3 = a + 3 * n, *vector = x;
    v128_t sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    size_t j = 0;
    for (; j + 8 <= n; j += 8, row0 += 8, row1 += 8, row2 += 8, row3 += 8, vector += 8) {
      v128_t x0 = wasm_v128_load(vector), x1 = wasm_v128_load(vector + 4);
      sum0 = wasm_f32x4_add(sum0, wasm_f32x4_mul(wasm_v128_load(row0), x0));
      sum1 = wasm_f32x4_add(sum1, wasm_f32x4_mul(wasm_v128_load(row1), x0));
      sum2 = wasm_f32x4_add(sum2, wasm_f32x4_mul(wasm_v128_load(row2), x0));
      sum3 = wasm_f32x4_add(sum3, wasm_f32x4_mul(wasm_v128_load(row3), x0));
      sum0 = wasm_f32x4_add(sum0, wasm_f32x4_mul(wasm_v128_load(row0 + 4), x1));
      sum1 = wasm_f32x4_add(sum1, wasm_f32x4_mul(wasm_v128_load(row1 + 4), x1));
      sum2 = wasm_f32x4_add(sum2, wasm_f32x4_mul(wasm_v128_load(row2 + 4), x1));
      sum3 = wasm_f32x4_add(sum3, wasm_f32x4_mul(wasm_v128_load(row3 + 4), x1));
    }
    float total[4] = {lanes(sum0), lanes(sum1), lanes(sum2), lanes(sum3)};
    for (; j < n; ++j, ++vector) {
      total[0] += *row0++ * *vector;
      total[1] += *row1++ * *vector;
      total[2] += *row2++ * *vector;
      total[3] += *row3++ * *vector;
    }
    wasm_v128_store(y + i, wasm_f32x4_make(total[0], total[1], total[2], total[3]));
  }
  for (; i < rows; ++i, a += n) {
    float sum = 0.0f;
    for (size_t j = 0; j < n; ++j)
      sum += a[j] * x[j];
    y[i] = sum;
  }
}
