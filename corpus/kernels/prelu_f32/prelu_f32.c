// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation PReLU on pixels whose channels lie side by side: each channel has its slope.

void prelu_f32(const float *input, const float *slope, float *output, int pixels, int channels) {
  for (int p = 0; p < pixels; ++p)
    for (int c = 0; c < channels; ++c) {
      float x = input[p * channels + c], a = slope[c];
      output[p * channels + c] = x > 0.0f ? x : a * x;
    }
}
