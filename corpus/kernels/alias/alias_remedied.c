// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The same with the promise that the arrays do not overlap.
#include <stdint.h>

void alias(const float *restrict table, const int32_t *restrict index, float *restrict output, float scale, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[index[i]] * scale;
}
