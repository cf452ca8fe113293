// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The rows of the tile as vectors of the compiler: no vectorizer has to find them.
#include <string.h>

typedef float float4 __attribute__((vector_size(16)));

void slp_tile(const float *restrict a, const float *restrict b, float *restrict c, int depth, int stride) {
  float4 sum[4] = {{0}};
  for (int k = 0; k < depth; ++k) {
    float4 line;
    memcpy(&line, b + k * 4, sizeof line);
    for (int row = 0; row < 4; ++row)
      sum[row] += a[row * depth + k] * line;
  }
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column)
      c[column * stride + row] = sum[row][column];
}
