// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clamps every value between two bounds that the caller gives.

void clamp_f32(const float *input, float *output, int n, float low, float high) {
  for (int i = 0; i < n; ++i) {
    float x = input[i];
    if (x < low)
      x = low;
    if (x > high)
      x = high;
    output[i] = x;
  }
}
