// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Does any value lie above a threshold?

int any_above(const float *values, int n, float threshold) {
  for (int i = 0; i < n; ++i)
    if (values[i] > threshold)
      return 1;
  return 0;
}
