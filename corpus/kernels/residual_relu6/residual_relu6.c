// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The end of a residual block: adds the shortcut, then relu6.

void residual_relu6(const float *input, const float *shortcut, float *output, int n) {
  for (int i = 0; i < n; ++i) {
    float x = input[i] + shortcut[i];
    x = x > 0.0f ? x : 0.0f;
    output[i] = x < 6.0f ? x : 6.0f;
  }
}
