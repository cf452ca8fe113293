// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of unsigned activations and weights, each with a zero point.
#include <stddef.h>
#include <stdint.h>

int32_t dot_u8_zp(const uint8_t *input, const uint8_t *weights, int32_t input_zero, int32_t weight_zero, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += (input[i] - input_zero) * (weights[i] - weight_zero);
  return sum;
}
