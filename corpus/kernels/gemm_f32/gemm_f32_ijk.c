// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// C = A * B in the order of the textbook: one dot product per element of C. A is m x k, B is k x n, C is m x n, all row-major.

void gemm_f32_ijk(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      float sum = 0.0f;
      for (int p = 0; p < k; ++p)
        sum += a[i * k + p] * b[p * n + j];
      c[i * n + j] = sum;
    }
}
