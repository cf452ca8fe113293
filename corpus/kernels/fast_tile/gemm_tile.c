// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The inner part of a matrix product: a tile of 4 x 8 sums over packed panels of the two matrices.

void gemm_tile(const float *restrict a, const float *restrict b, float *restrict c, int depth) {
  float sum[4][8] = {{0.0f}};
  for (int k = 0; k < depth; ++k)
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 8; ++column)
        sum[row][column] += a[4 * k + row] * b[8 * k + column];
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 8; ++column)
      c[8 * row + column] = sum[row][column];
}
