// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As conv1x1_relu6.c, with the activation hard-swish.
enum { inputs = 16, tile = 8, group = 4 };

void conv1x1_hard_swish(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
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
          float gate = x + 3.0f;
          gate = gate > 0.0f ? gate : 0.0f;
          gate = gate < 6.0f ? gate : 6.0f;
          output[((p + g) * blocks + b) * tile + c] = x * gate * (1.0f / 6.0f);
        }
    }
}
