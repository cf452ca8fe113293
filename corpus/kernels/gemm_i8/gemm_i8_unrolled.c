// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// gemm_i8.c with the inner loop unrolled by four.
#include <stddef.h>
#include <stdint.h>

void gemm_i8(const int8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      const int8_t *row = a + (size_t)i * k, *column = b + (size_t)j * k;
      int32_t sum = 0;
      int l = 0;
      for (; l <= k - 4; l += 4) {
        sum += row[l] * column[l];
        sum += row[l + 1] * column[l + 1];
        sum += row[l + 2] * column[l + 2];
        sum += row[l + 3] * column[l + 3];
      }
      for (; l < k; l++)
        sum += row[l] * column[l];
      c[(size_t)i * n + j] = sum;
    }
  }
}
