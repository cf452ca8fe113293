// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest value, for a softmax.
float minmax_nan(const float *values, int n) {
  float largest = values[0];
  for (int i = 1; i < n; ++i)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}
