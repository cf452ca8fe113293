// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Scales a line and doubles its width in place, from the back.
void unsafe_dep(const float *restrict image, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = image[i] * 0.5f;
  for (int i = n - 1; i >= 0; --i) {
    output[2 * i + 1] = output[i];
    output[2 * i] = output[i];
  }
}
