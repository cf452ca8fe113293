// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sum of looked-up values that checks each index.
#include <stdint.h>

int32_t chk_reduce(const int32_t *values, const uint32_t *index, uint32_t n) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (index[i] >= n)
      __builtin_trap();
    sum += values[index[i]];
  }
  return sum;
}
