// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What make-inputs compiles with older versions of clang. Freestanding: no header of the machine enters.
void add(float *restrict out, const float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = a[i] + b[i];
}

float sum(const float *values, int n) {
  float total = 0;
  for (int i = 0; i < n; ++i)
    total += values[i];
  return total;
}

void multiply(float *restrict out, const float *restrict a, const float *restrict b, int rows, int columns) {
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j)
      out[i * columns + j] += a[i] * b[j];
}
