// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Depthwise 3x3 convolution, stride 1, zero padding of 1. Input and output height x width x channels, weights 3 x 3 x channels (NHWC, one
// image).

void depthwise3x3_f32(const float *input, const float *weights, const float *bias, float *output, int height, int width, int channels) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c) {
        float sum = bias[c];
        for (int ky = 0; ky < 3; ++ky)
          for (int kx = 0; kx < 3; ++kx) {
            int iy = y + ky - 1;
            int ix = x + kx - 1;
            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
              sum += input[(iy * width + ix) * channels + c] * weights[(ky * 3 + kx) * channels + c];
          }
        output[(y * width + x) * channels + c] = sum;
      }
}
