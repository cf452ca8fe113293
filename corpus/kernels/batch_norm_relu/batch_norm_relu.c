// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Batch normalisation, folded into one scale and one shift per channel, and ReLU, on planes.

void batch_norm_relu(const float *input, const float *scale, const float *shift, float *output, int channels, int pixels) {
  for (int c = 0; c < channels; ++c)
    for (int i = 0; i < pixels; ++i) {
      float x = input[c * pixels + i] * scale[c] + shift[c];
      output[c * pixels + i] = x > 0.0f ? x : 0.0f;
    }
}
