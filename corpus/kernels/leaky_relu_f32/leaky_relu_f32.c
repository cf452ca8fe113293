// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation leaky ReLU.

void leaky_relu_f32(const float *input, float *output, int n, float slope) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i] > 0.0f ? input[i] : slope * input[i];
}
