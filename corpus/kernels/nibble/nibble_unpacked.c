// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nibble.c in two steps: a block's weights unpacked, then the dot product.
#include <stddef.h>
#include <stdint.h>

static void unpack(const uint8_t *weights, int8_t *unpacked) {
  for (int i = 0; i < 16; ++i) {
    unpacked[i] = (int8_t)((weights[i] & 15) - 8);
    unpacked[i + 16] = (int8_t)((weights[i] >> 4) - 8);
  }
}

float nibble(const uint8_t *weights, const int8_t *input, const float *scales, size_t blocks) {
  float sum = 0.0f;
  for (size_t block = 0; block < blocks; ++block) {
    int8_t unpacked[32];
    unpack(weights + block * 16, unpacked);
    int32_t dot = 0;
    for (int i = 0; i < 32; ++i)
      dot += unpacked[i] * input[block * 32 + i];
    sum += (float)dot * scales[block];
  }
  return sum;
}
