// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// depthwise3x3_i8.c with a pointer to each of three rows and the nine taps written out.
#include <stddef.h>
#include <stdint.h>

void depthwise3x3_i8(const int8_t *input, const int8_t *weights, const int32_t *bias, int32_t *output, int height, int width, int channels,
                     int32_t input_zero) {
  for (int y = 0; y < height - 2; y++) {
    for (int x = 0; x < width - 2; x++) {
      const int8_t *row0 = input + ((size_t)y * width + x) * channels;
      const int8_t *row1 = row0 + (size_t)width * channels;
      const int8_t *row2 = row1 + (size_t)width * channels;
      for (int c = 0; c < channels; c++) {
        int32_t sum = bias[c];
        sum += (row0[c] - input_zero) * weights[c];
        sum += (row0[channels + c] - input_zero) * weights[channels + c];
        sum += (row0[2 * channels + c] - input_zero) * weights[2 * channels + c];
        sum += (row1[c] - input_zero) * weights[3 * channels + c];
        sum += (row1[channels + c] - input_zero) * weights[4 * channels + c];
        sum += (row1[2 * channels + c] - input_zero) * weights[5 * channels + c];
        sum += (row2[c] - input_zero) * weights[6 * channels + c];
        sum += (row2[channels + c] - input_zero) * weights[7 * channels + c];
        sum += (row2[2 * channels + c] - input_zero) * weights[8 * channels + c];
        *output++ = sum;
      }
    }
  }
}
