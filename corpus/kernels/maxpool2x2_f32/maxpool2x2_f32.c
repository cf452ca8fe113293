// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Maximum over squares of 2x2, stride 2. Input 2*height x 2*width x channels, output height x width x channels (NHWC, one image).

void maxpool2x2_f32(const float *input, float *output, int height, int width, int channels) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c) {
        float largest = input[(2 * y * 2 * width + 2 * x) * channels + c];
        for (int dy = 0; dy < 2; ++dy)
          for (int dx = 0; dx < 2; ++dx) {
            float value = input[((2 * y + dy) * 2 * width + 2 * x + dx) * channels + c];
            if (value > largest)
              largest = value;
          }
        output[(y * width + x) * channels + c] = largest;
      }
}
