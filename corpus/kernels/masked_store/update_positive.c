// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Updates the outputs whose input is positive.

void update_positive(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    if (input[i] > 0.0f)
      output[i] = 2.0f * input[i];
}
