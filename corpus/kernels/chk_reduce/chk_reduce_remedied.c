// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All indices are checked first, in a loop of its own.
#include <stdint.h>

int32_t chk_reduce(const int32_t *values, const uint32_t *index, uint32_t n) {
  uint32_t outside = 0;
  for (uint32_t i = 0; i < n; ++i)
    outside |= index[i] >= n;
  if (outside)
    __builtin_trap();
  int32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i)
    sum += values[index[i]];
  return sum;
}
