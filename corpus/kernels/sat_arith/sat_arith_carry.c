// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// sat_arith.c in bytes: a sum that is smaller than a summand wrapped around.
#include <stddef.h>
#include <stdint.h>

void sat_arith(const uint8_t *a, const uint8_t *b, uint8_t *output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    uint8_t sum = (uint8_t)(a[i] + b[i]);
    if (sum < a[i])
      sum = 255;
    output[i] = sum;
  }
}
