// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Index of the largest value, the first one if there are several: the last step of a classifier.

int argmax_f32(const float *values, int n) {
  int best = 0;
  float largest = values[0];
  for (int i = 1; i < n; ++i)
    if (values[i] > largest) {
      largest = values[i];
      best = i;
    }
  return best;
}
