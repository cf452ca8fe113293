// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of blocks of 32 bytes, each pair of blocks with a scale: 8-bit weights of a language model. -DREMEDIED: the inner loop stays
// a loop until it is vectorized.
#include <stddef.h>
#include <stdint.h>

float dot_block(const int8_t *restrict a, const int8_t *restrict b, const float *restrict scales, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block, a += 32, b += 32) {
    int32_t dot = 0;
#ifdef REMEDIED
#pragma clang loop unroll(disable) vectorize_width(16)
#endif
    for (int i = 0; i < 32; ++i)
      dot += a[i] * b[i];
    sum += (float)dot * scales[block];
  }
  return sum;
}
