// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bytes with a zero point and a scale to floats.
#include <stddef.h>
#include <stdint.h>

void dequantize_u8(const uint8_t *input, float *output, size_t n, float scale, int32_t zero_point) {
  for (size_t i = 0; i < n; ++i)
    output[i] = (float)(input[i] - zero_point) * scale;
}
