// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Index of the smallest value, the first one if there are several: the nearest of some centres.

int argmin_f32(const float *values, int n) {
  int best = 0;
  float smallest = values[0];
  for (int i = 1; i < n; ++i)
    if (values[i] < smallest) {
      smallest = values[i];
      best = i;
    }
  return best;
}
