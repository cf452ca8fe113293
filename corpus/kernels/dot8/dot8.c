// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A quantized fully connected layer: 8-bit weights times 8-bit activations, 32-bit sums. -DREMEDIED: 16 products at a time.
#include <stdint.h>

void dot8(const int8_t *restrict weights, const int8_t *restrict input, const int32_t *restrict bias, int32_t *restrict output, int rows,
          int columns) {
  for (int row = 0; row < rows; ++row) {
    int32_t sum = bias[row];
#ifdef REMEDIED
#pragma clang loop vectorize_width(16) interleave_count(4)
#endif
    for (int i = 0; i < columns; ++i)
      sum += weights[row * columns + i] * input[i];
    output[row] = sum;
  }
}
