// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads from where nothing is written.
void unsafe_dep(const float *restrict image, float *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    float value = image[i] * 0.5f;
    output[2 * i] = value;
    output[2 * i + 1] = value;
  }
}
