// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of embedding_bag.c, exact: 32 sums of a bag stay in registers while its rows are added.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

void embedding_bag(const float *restrict table, const int32_t *restrict rows, float *restrict output, int bags, int per_bag, int width) {
  for (int b = 0; b < bags; ++b, rows += per_bag, output += width) {
    int d = 0;
    for (; d + 32 <= width; d += 32) {
      v128_t sum[8];
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; ++k)
        sum[k] = wasm_f32x4_const_splat(0.0f);
      for (int j = 0; j < per_bag; ++j) {
        const float *row = table + (size_t)rows[j] * width + d;
#pragma clang loop unroll(full)
        for (int k = 0; k < 8; ++k)
          sum[k] = wasm_f32x4_add(sum[k], wasm_v128_load(row + 4 * k));
      }
#pragma clang loop unroll(full)
      for (int k = 0; k < 8; ++k)
        wasm_v128_store(output + d + 4 * k, sum[k]);
    }
    for (; d < width; ++d) {
      float sum = 0.0f;
      for (int j = 0; j < per_bag; ++j)
        sum += table[(size_t)rows[j] * width + d];
      output[d] = sum;
    }
  }
}
