// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 3x3 convolution, stride 1, zero padding of 1. Input height x width x inputs, weights 3 x 3 x inputs x outputs, output height x width x
// outputs (NHWC, one image).

void conv3x3_f32(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output, int height,
                 int width, int inputs, int outputs) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      float *out = output + (y * width + x) * outputs;
      for (int o = 0; o < outputs; ++o)
        out[o] = bias[o];
      for (int ky = 0; ky < 3; ++ky)
        for (int kx = 0; kx < 3; ++kx) {
          int iy = y + ky - 1;
          int ix = x + kx - 1;
          if (iy < 0 || iy >= height || ix < 0 || ix >= width)
            continue;
          for (int i = 0; i < inputs; ++i)
            for (int o = 0; o < outputs; ++o)
              out[o] += input[(iy * width + ix) * inputs + i] * weights[((ky * 3 + kx) * inputs + i) * outputs + o];
        }
    }
}
