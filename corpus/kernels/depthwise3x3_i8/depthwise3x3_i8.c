// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Depthwise 3x3 convolution of bytes with a zero point, stride 1, no padding. Input height x width x channels, weights 3 x 3 x channels,
// output (height - 2) x (width - 2) x channels of 32-bit sums (NHWC, one image).
#include <stdint.h>

void depthwise3x3_i8(const int8_t *input, const int8_t *weights, const int32_t *bias, int32_t *output, int height, int width, int channels,
                     int32_t input_zero) {
  for (int y = 0; y + 2 < height; ++y)
    for (int x = 0; x + 2 < width; ++x)
      for (int c = 0; c < channels; ++c) {
        int32_t sum = bias[c];
        for (int ky = 0; ky < 3; ++ky)
          for (int kx = 0; kx < 3; ++kx)
            sum += (input[((y + ky) * width + x + kx) * channels + c] - input_zero) * weights[(ky * 3 + kx) * channels + c];
        output[(y * (width - 2) + x) * channels + c] = sum;
      }
}
