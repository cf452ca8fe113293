// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The first score above a threshold.
int early_exit(const float *scores, float threshold, int n) {
  for (int i = 0; i < n; ++i)
    if (scores[i] > threshold)
      return i;
  return -1;
}
