// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All indices are checked first, in a loop of its own.
#include <stdint.h>

void chk_gather(const float *restrict table, const uint32_t *restrict index, float *restrict output, uint32_t n) {
  uint32_t outside = 0;
  for (uint32_t i = 0; i < n; ++i)
    outside |= index[i] >= n;
  if (outside)
    __builtin_trap();
  for (uint32_t i = 0; i < n; ++i)
    output[i] = table[index[i]] * 0.5f;
}
