// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of gemm_f32_ijk.c and gemm_f32_ikj.c: a tile of 4 x 8 elements of C stays in registers. Exact: every element adds its products in
// the order of p, as both plain forms do.
//
// The values of A are copied once per block into a buffer where each fills a whole vector: a broadcasting load is fast in V8 but slow in
// Wasmtime, an ordinary load is fast in both.
#include <stddef.h>
#include <wasm_simd128.h>

enum { rows = 4, depth = 128 };

// Adds the block [0, count) of k to 4 x 8 elements of C (or starts them if `first`).
static inline void tile(const v128_t *packed, const float *b, float *c, size_t n, int count, int first) {
  v128_t sum[rows][2];
  for (int row = 0; row < rows; ++row)
    for (int half = 0; half < 2; ++half)
      sum[row][half] = first ? wasm_f32x4_const_splat(0.0f) : wasm_v128_load(c + (size_t)row * n + 4 * half);
  for (int p = 0; p < count; ++p, b += n, packed += rows) {
    v128_t b0 = wasm_v128_load(b), b1 = wasm_v128_load(b + 4);
    for (int row = 0; row < rows; ++row) {
      sum[row][0] = wasm_f32x4_add(sum[row][0], wasm_f32x4_mul(packed[row], b0));
      sum[row][1] = wasm_f32x4_add(sum[row][1], wasm_f32x4_mul(packed[row], b1));
    }
  }
  for (int row = 0; row < rows; ++row)
    for (int half = 0; half < 2; ++half)
      wasm_v128_store(c + (size_t)row * n + 4 * half, sum[row][half]);
}

static void element(const float *a, const float *b, float *c, size_t n, int k) {
  float sum = 0.0f;
  for (int p = 0; p < k; ++p)
    sum += a[p] * b[(size_t)p * n];
  *c = sum;
}

void gemm_f32(const float *restrict a, const float *restrict b, float *restrict c, int m, int n, int k) {
  v128_t packed[depth * rows];
  int tiledRows = m - m % rows, tiledColumns = n - n % 8;
  for (int i = 0; i < tiledRows; i += rows) {
    for (int start = 0; start < k || start == 0; start += depth) {
      int count = k - start < depth ? k - start : depth;
      for (int p = 0; p < count; ++p)
        for (int row = 0; row < rows; ++row)
          packed[p * rows + row] = wasm_f32x4_splat(a[(size_t)(i + row) * (size_t)k + (size_t)(start + p)]);
      for (int j = 0; j < tiledColumns; j += 8)
        tile(packed, b + (size_t)start * (size_t)n + j, c + (size_t)i * (size_t)n + j, (size_t)n, count, start == 0);
    }
  }
  for (int i = 0; i < m; ++i)
    for (int j = i < tiledRows ? tiledColumns : 0; j < n; ++j)
      element(a + (size_t)i * (size_t)k, b + j, c + (size_t)i * (size_t)n + j, (size_t)n, k);
}
