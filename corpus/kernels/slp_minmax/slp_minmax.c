// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A 1x1 convolution of 16 channels into 8, four pixels at a time, with relu6 at the end.
enum { inputs = 16, tile = 8, group = 4 };

static inline float relu6(float x) {
  x = x > 0.0f ? x : 0.0f;
  return x < 6.0f ? x : 6.0f;
}

void slp_minmax(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                int pixels) {
  for (int p = 0; p < pixels; p += group) {
    float sum[group][tile] = {{0}};
    for (int k = 0; k < inputs; ++k)
      for (int g = 0; g < group; ++g)
        for (int c = 0; c < tile; ++c)
          sum[g][c] += input[(p + g) * inputs + k] * weights[k * tile + c];
    for (int g = 0; g < group; ++g)
      for (int c = 0; c < tile; ++c)
        output[(p + g) * tile + c] = relu6(sum[g][c] + bias[c]);
  }
}
