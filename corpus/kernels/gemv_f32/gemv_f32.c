// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// y = A * x: a matrix of `rows` x `columns` floats, row-major, times a vector.

void gemv_f32(const float *a, const float *x, float *y, int rows, int columns) {
  for (int i = 0; i < rows; ++i) {
    float sum = 0.0f;
    for (int j = 0; j < columns; ++j)
      sum += a[i * columns + j] * x[j];
    y[i] = sum;
  }
}
