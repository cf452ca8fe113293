// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
float sum(const float *values, int n) {
  float total = 0;
  for (int i = 0; i < n; ++i)
    total += values[i];
  return total;
}
