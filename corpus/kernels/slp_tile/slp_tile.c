// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A 4x4 tile of a matrix product, stored by columns as BLAS has them.
void slp_tile(const float *restrict a, const float *restrict b, float *restrict c, int depth, int stride) {
  float sum[4][4] = {{0}};
  for (int k = 0; k < depth; ++k)
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 4; ++column)
        sum[row][column] += a[row * depth + k] * b[k * 4 + column];
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column)
      c[column * stride + row] = sum[row][column];
}
