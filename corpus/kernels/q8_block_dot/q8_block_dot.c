// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of two vectors in blocks of 32 bytes, each block with a scale: the 8-bit weights of language models. The scales stand in an
// array of their own.
#include <stddef.h>
#include <stdint.h>

float q8_block_dot(const int8_t *a, const float *a_scale, const int8_t *b, const float *b_scale, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block) {
    int32_t dot = 0;
    for (int i = 0; i < 32; ++i)
      dot += a[block * 32 + i] * b[block * 32 + i];
    sum += (float)dot * (a_scale[block] * b_scale[block]);
  }
  return sum;
}
