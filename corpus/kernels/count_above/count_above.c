// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How many values lie above a threshold.

int count_above(const float *values, int n, float threshold) {
  int count = 0;
  for (int i = 0; i < n; ++i)
    if (values[i] > threshold)
      ++count;
  return count;
}
