// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transposes a matrix in blocks of 4 x 4, each by eight shuffles. Clang's vector types compile for every target. Rows and columns must be
// multiples of four.
#include <stddef.h>
#include <string.h>

typedef float floats __attribute__((vector_size(16)));

static inline floats load(const float *from) {
  floats value;
  memcpy(&value, from, sizeof value);
  return value;
}

static inline void store(float *to, floats value) { memcpy(to, &value, sizeof value); }

void transpose(const float *restrict input, float *restrict output, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; i += 4)
    for (size_t j = 0; j < columns; j += 4) {
      const float *from = input + i * columns + j;
      float *to = output + j * rows + i;
      floats row0 = load(from), row1 = load(from + columns), row2 = load(from + 2 * columns), row3 = load(from + 3 * columns);
      floats low01 = __builtin_shufflevector(row0, row1, 0, 4, 1, 5), high01 = __builtin_shufflevector(row0, row1, 2, 6, 3, 7);
      floats low23 = __builtin_shufflevector(row2, row3, 0, 4, 1, 5), high23 = __builtin_shufflevector(row2, row3, 2, 6, 3, 7);
      store(to, __builtin_shufflevector(low01, low23, 0, 1, 4, 5));
      store(to + rows, __builtin_shufflevector(low01, low23, 2, 3, 6, 7));
      store(to + 2 * rows, __builtin_shufflevector(high01, high23, 0, 1, 4, 5));
      store(to + 3 * rows, __builtin_shufflevector(high01, high23, 2, 3, 6, 7));
    }
}
