// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Blocks of 32 4-bit weights (two per byte, minus 8), each block with a scale, to floats.
#include <stddef.h>
#include <stdint.h>

void dequantize_q4(const uint8_t *weights, const float *scales, float *output, size_t blocks) {
  for (size_t block = 0; block < blocks; ++block)
    for (int i = 0; i < 16; ++i) {
      int low = (weights[block * 16 + i] & 15) - 8;
      int high = (weights[block * 16 + i] >> 4) - 8;
      output[block * 32 + i] = (float)low * scales[block];
      output[block * 32 + i + 16] = (float)high * scales[block];
    }
}
