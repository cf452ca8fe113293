// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of unsigned activations and signed weights.
#include <stddef.h>
#include <stdint.h>

int32_t dot_u8s8(const uint8_t *input, const int8_t *weights, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += input[i] * weights[i];
  return sum;
}
