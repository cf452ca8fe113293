// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// q8_block_dot.c with the block's loop unrolled by four.
#include <stddef.h>
#include <stdint.h>

float q8_block_dot(const int8_t *a, const float *a_scale, const int8_t *b, const float *b_scale, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block, a += 32, b += 32) {
    int dot = 0;
    for (int i = 0; i < 32; i += 4) {
      dot += a[i] * b[i];
      dot += a[i + 1] * b[i + 1];
      dot += a[i + 2] * b[i + 2];
      dot += a[i + 3] * b[i + 3];
    }
    sum += (float)dot * (a_scale[block] * b_scale[block]);
  }
  return sum;
}
