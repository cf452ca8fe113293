// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A 1x1 convolution with bias and relu6 in register tiles of 4 pixels and 8 channels, as code generators and careful authors write it. The
// weights lie in blocks of 8 channels; `pixels` is a multiple of 4.
enum { inputs = 16, tile = 8, group = 4 };

void conv1x1_relu6(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                   int pixels, int blocks) {
  for (int p = 0; p < pixels; p += group)
    for (int b = 0; b < blocks; ++b) {
      const float *block = weights + b * inputs * tile;
      float sum[group][tile] = {{0}};
      for (int k = 0; k < inputs; ++k)
        for (int g = 0; g < group; ++g)
          for (int c = 0; c < tile; ++c)
            sum[g][c] += input[(p + g) * inputs + k] * block[k * tile + c];
      for (int g = 0; g < group; ++g)
        for (int c = 0; c < tile; ++c) {
          float x = sum[g][c] + bias[b * tile + c];
          x = x > 0.0f ? x : 0.0f;
          output[((p + g) * blocks + b) * tile + c] = x < 6.0f ? x : 6.0f;
        }
    }
}
