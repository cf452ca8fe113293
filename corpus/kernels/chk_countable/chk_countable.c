// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A check of the counter itself: LLVM counts both ends of the loop and vectorizes.
void chk_countable(const float *restrict input, float *restrict output, int count, int n) {
  for (int i = 0; i < n; ++i) {
    if (i >= count)
      __builtin_trap();
    output[i] = input[i] * 0.5f;
  }
}
