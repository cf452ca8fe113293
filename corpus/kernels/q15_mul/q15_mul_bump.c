// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// q15_mul.c with pointers that step, clamped by an if.
#include <stddef.h>
#include <stdint.h>

void q15_mul(const int16_t *samples, const int16_t *window, int16_t *output, size_t n) {
  const int16_t *end = samples + n;
  while (samples < end) {
    int32_t product = ((int32_t)*samples++ * *window++ + (1 << 14)) >> 15;
    if (product > INT16_MAX)
      product = INT16_MAX;
    *output++ = (int16_t)product;
  }
}
