// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// q8_block_dot with its inner loop kept as a loop until the vectorizer has seen it.
#include <stddef.h>
#include <stdint.h>

float q8_block_dot(const int8_t *a, const float *a_scale, const int8_t *b, const float *b_scale, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block) {
    int32_t dot = 0;
#pragma clang loop unroll(disable) vectorize_width(16)
    for (int i = 0; i < 32; ++i)
      dot += a[block * 32 + i] * b[block * 32 + i];
    sum += (float)dot * (a_scale[block] * b_scale[block]);
  }
  return sum;
}
