// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The smallest value.

float min_f32(const float *values, int n) {
  float smallest = values[0];
  for (int i = 1; i < n; ++i)
    if (values[i] < smallest)
      smallest = values[i];
  return smallest;
}
