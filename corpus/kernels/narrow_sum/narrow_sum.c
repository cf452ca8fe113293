// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums of the rows of a quantized weight matrix: what a zero point of the input is multiplied with. -DREMEDIED: 16 bytes at a time.
#include <stdint.h>

void row_sums(const int8_t *restrict weights, int32_t *restrict sums, int rows, int columns) {
  for (int row = 0; row < rows; ++row) {
    int32_t sum = 0;
#ifdef REMEDIED
#pragma clang loop vectorize_width(16) interleave_count(4)
#endif
    for (int i = 0; i < columns; ++i)
      sum += weights[row * columns + i];
    sums[row] = sum;
  }
}
