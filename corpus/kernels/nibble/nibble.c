// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of blocks of 32 4-bit weights (two per byte, minus 8) and 32 bytes, each block with a scale: 4-bit weights of a language
// model. -DREMEDIED: the inner loop stays a loop until it is vectorized, and its factors are bytes.
#include <stddef.h>
#include <stdint.h>

float nibble(const uint8_t *restrict weights, const int8_t *restrict input, const float *restrict scales, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block, weights += 16, input += 32) {
    int32_t dot = 0;
#ifdef REMEDIED
#pragma clang loop unroll(disable) vectorize_width(16)
    for (int i = 0; i < 16; ++i)
      dot += (int8_t)((weights[i] & 15) - 8) * input[i] + (int8_t)((weights[i] >> 4) - 8) * input[i + 16];
#else
    for (int i = 0; i < 16; ++i)
      dot += ((weights[i] & 15) - 8) * input[i] + ((weights[i] >> 4) - 8) * input[i + 16];
#endif
    sum += (float)dot * scales[block];
  }
  return sum;
}
