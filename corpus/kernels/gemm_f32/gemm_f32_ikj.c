// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// C = A * B with the loops exchanged so that the inner one walks along rows of B and C. A is m x k, B is k x n, C is m x n, all row-major.

void gemm_f32_ikj(const float *restrict a, const float *restrict b, float *restrict c, int m, int n, int k) {
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j)
      c[i * n + j] = 0.0f;
    for (int p = 0; p < k; ++p) {
      float factor = a[i * k + p];
      for (int j = 0; j < n; ++j)
        c[i * n + j] += factor * b[p * n + j];
    }
  }
}
