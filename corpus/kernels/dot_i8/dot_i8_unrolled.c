// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_i8.c unrolled by four, with four sums.
#include <stddef.h>
#include <stdint.h>

int32_t dot_i8(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    sum0 += a[i] * b[i];
    sum1 += a[i + 1] * b[i + 1];
    sum2 += a[i + 2] * b[i + 2];
    sum3 += a[i + 3] * b[i + 3];
  }
  for (; i < n; ++i)
    sum0 += a[i] * b[i];
  return sum0 + sum1 + sum2 + sum3;
}
