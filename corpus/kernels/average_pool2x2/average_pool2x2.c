// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 2x2 average pooling of a plane; `width` and `height` are the output's.

void average_pool2x2(const float *input, float *output, int width, int height) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const float *upper = input + 4 * y * width + 2 * x, *lower = upper + 2 * width;
      output[y * width + x] = (upper[0] + upper[1] + lower[0] + lower[1]) * 0.25f;
    }
}
