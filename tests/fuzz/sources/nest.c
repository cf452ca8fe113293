// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A nest with a condition and an inlined function, one unrolled loop, one with a check.
#include <stdlib.h>

static inline float clamp(float value) { return value < 0 ? 0 : value > 6 ? 6 : value; }

void multiply(float *restrict out, const float *restrict a, const float *restrict b, int rows, int columns) {
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j)
      if (a[i] != 0)
        out[i * columns + j] = clamp(out[i * columns + j] + a[i] * b[j]);
}

void small(float *values) {
  for (int i = 0; i < 4; ++i)
    values[i] *= 2;
}

void gather(float *out, const float *table, const unsigned *indexes, unsigned size, int n) {
  for (int i = 0; i < n; ++i) {
    if (indexes[i] >= size)
      abort();
    out[i] = table[indexes[i]];
  }
}
