// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest value by comparisons: NaNs are passed over, but one in front stays.

float max_select_f32(const float *values, int n) {
  float largest = values[0];
  for (int i = 1; i < n; ++i)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}
