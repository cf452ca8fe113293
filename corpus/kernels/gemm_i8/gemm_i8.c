// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Matrix product of bytes, the second matrix transposed as fully connected layers keep it: c[i][j] = the sum over k of a[i][k] * b[j][k].
#include <stdint.h>

void gemm_i8(const int8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      int32_t sum = 0;
      for (int l = 0; l < k; ++l)
        sum += a[i * k + l] * b[j * k + l];
      c[i * n + j] = sum;
    }
}
