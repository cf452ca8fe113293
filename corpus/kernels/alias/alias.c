// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Scaled lookups in a table that may be the output.
#include <stdint.h>

void alias(const float *table, const int32_t *index, float *output, float scale, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[index[i]] * scale;
}
