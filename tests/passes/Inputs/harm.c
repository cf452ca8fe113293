// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// For do-no-harm.test: a loop that is kept scalar and one that is not.
int sum(const int *a, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i];
  return s;
}
void table(float *restrict o, const unsigned char *restrict a, const float *restrict t, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = t[a[i]];
}
