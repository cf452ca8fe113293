// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest byte.
#include <stdint.h>

uint8_t max_u8(const uint8_t *values, int n) {
  uint8_t largest = 0;
  for (int i = 0; i < n; ++i)
    if (values[i] > largest)
      largest = values[i];
  return largest;
}
