// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sum of bytes, as for a mean or a checksum of an image.
#include <stddef.h>
#include <stdint.h>

uint32_t sum_u8(const uint8_t *values, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}
