// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As spills.c, four rows per loop: the sums wait in memory, the addresses in registers.
#include <stddef.h>
#include <stdint.h>

enum { ROWS = 20 };

void spills(float *restrict out, const float *restrict table, const int32_t *restrict rows, size_t n) {
  for (size_t c = 0; c < n; ++c)
    out[c] = 0;
#pragma clang loop unroll(disable)
  for (int r = 0; r < ROWS; r += 4) {
    const float *row0 = table + (size_t)rows[r] * n, *row1 = table + (size_t)rows[r + 1] * n;
    const float *row2 = table + (size_t)rows[r + 2] * n, *row3 = table + (size_t)rows[r + 3] * n;
    for (size_t c = 0; c < n; ++c)
      out[c] = out[c] + row0[c] + row1[c] + row2[c] + row3[c];
  }
}
