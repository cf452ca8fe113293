// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The sum of some rows of a table, for each bag of row numbers: what recommendation models do with their features.
#include <stddef.h>
#include <stdint.h>

void embedding_bag(const float *table, const int32_t *rows, float *output, int bags, int per_bag, int width) {
  for (int b = 0; b < bags; ++b) {
    float *sum = output + (size_t)b * width;
    for (int d = 0; d < width; ++d)
      sum[d] = 0.0f;
    for (int j = 0; j < per_bag; ++j) {
      const float *row = table + (size_t)rows[b * per_bag + j] * width;
      for (int d = 0; d < width; ++d)
        sum[d] += row[d];
    }
  }
}
