// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The check before the loop: no faster.
void chk_countable(const float *restrict input, float *restrict output, int count, int n) {
  if (n > count)
    __builtin_trap();
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * 0.5f;
}
