// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two features per entry of a table, looked up by index and blended.
#include <stdint.h>

void interpolate(const float *restrict table, const int32_t *restrict index, const float *restrict weight, float *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    int entry = index[i];
    output[i] = table[2 * entry] + weight[i] * table[2 * entry + 1];
  }
}
