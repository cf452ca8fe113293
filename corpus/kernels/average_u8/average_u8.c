// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The mean of two images, halves upwards.
#include <stddef.h>
#include <stdint.h>

void average_u8(const uint8_t *a, const uint8_t *b, uint8_t *output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = (uint8_t)((a[i] + b[i] + 1) >> 1);
}
