// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lookup that checks each index.
#include <stdint.h>

void chk_gather(const float *restrict table, const uint32_t *restrict index, float *restrict output, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    if (index[i] >= n)
      __builtin_trap();
    output[i] = table[index[i]] * 0.5f;
  }
}
