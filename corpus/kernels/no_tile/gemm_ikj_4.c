// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// C = A * B, four rows of B at a time: each sum is loaded and stored once for four products, which are added in the order of p. A is m x k,
// B is k x n, C is m x n, all row-major; k must be a multiple of four.

void gemm_f32_ikj(const float *restrict a, const float *restrict b, float *restrict c, int m, int n, int k) {
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j)
      c[i * n + j] = 0.0f;
    for (int p = 0; p < k; p += 4) {
      float factor0 = a[i * k + p], factor1 = a[i * k + p + 1], factor2 = a[i * k + p + 2], factor3 = a[i * k + p + 3];
      const float *row = b + p * n;
      for (int j = 0; j < n; ++j) {
        float sum = c[i * n + j] + factor0 * row[j];
        sum += factor1 * row[n + j];
        sum += factor2 * row[2 * n + j];
        c[i * n + j] = sum + factor3 * row[3 * n + j];
      }
    }
  }
}
