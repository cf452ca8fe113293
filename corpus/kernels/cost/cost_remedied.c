// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6 by comparisons that send a NaN to 0, as fmaxf does.
void relu6_fminmax(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    float x = input[i] > 0.0f ? input[i] : 0.0f;
    output[i] = x < 6.0f ? x : 6.0f;
  }
}
