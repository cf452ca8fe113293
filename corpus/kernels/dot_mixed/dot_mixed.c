// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Unsigned activations with a zero point times signed weights, one output. -DREMEDIED: the activations made signed by flipping the top bit
// (that is, minus 128), and what that and the zero point change put right by the sum of the weights.
#include <stddef.h>
#include <stdint.h>

int32_t dot_mixed(const uint8_t *input, const int8_t *weights, int32_t zero_point, size_t n) {
  int32_t sum = 0;
#ifdef REMEDIED
  int32_t weight_sum = 0;
#pragma clang loop vectorize_width(16) interleave_count(4)
  for (size_t i = 0; i < n; ++i) {
    sum += (int8_t)(input[i] ^ 0x80) * weights[i];
    weight_sum += weights[i];
  }
  sum += (128 - zero_point) * weight_sum;
#else
  for (size_t i = 0; i < n; ++i)
    sum += (input[i] - zero_point) * weights[i];
#endif
  return sum;
}
