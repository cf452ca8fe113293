// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transposes a matrix, as attention does with its keys.
#include <stddef.h>

void transpose(const float *restrict input, float *restrict output, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; ++i)
    for (size_t j = 0; j < columns; ++j)
      output[j * rows + i] = input[i * columns + j];
}
