// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation relu6 by comparisons: a NaN stays a NaN.

void relu6_compare(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i) {
    float x = input[i];
    output[i] = x < 0.0f ? 0.0f : x > 6.0f ? 6.0f : x;
  }
}
