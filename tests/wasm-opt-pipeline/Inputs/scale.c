// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop that vectorizes, with constants in it.
void scale(float *restrict x, int n) {
  for (int i = 0; i < n; ++i)
    x[i] = x[i] * 1.5f + 0.25f;
}
