// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The scores of pairs of (score, index): every second float.

void partial_loads(float *restrict scores, const float *restrict pairs, int n) {
  for (int i = 0; i < n; ++i)
    scores[i] = pairs[2 * i];
}
