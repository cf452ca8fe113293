// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Lookups by the 64-bit indices that model files have.
#include <stdint.h>

void index_64(const float *restrict table, const int64_t *restrict index, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[index[i]] * 0.5f;
}
