// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// By blocks of 64: is there one at all? Only the block that has one is searched.
int early_exit(const float *scores, float threshold, int n) {
  int i = 0;
  for (; i + 64 <= n; i += 64) {
    int any = 0;
    for (int k = 0; k < 64; ++k)
      any |= scores[i + k] > threshold;
    if (any)
      break;
  }
  for (; i < n; ++i)
    if (scores[i] > threshold)
      return i;
  return -1;
}
