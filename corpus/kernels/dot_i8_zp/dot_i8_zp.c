// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of signed activations with a zero point and signed weights without one: a fully connected layer's inner loop.
#include <stdint.h>

int32_t dot_i8_zp(const int8_t *input, const int8_t *weights, int32_t input_zero, int n) {
  int32_t sum = 0;
  for (int i = 0; i < n; i++)
    sum += (input[i] - input_zero) * weights[i];
  return sum;
}
