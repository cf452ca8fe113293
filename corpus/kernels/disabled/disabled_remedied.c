// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The same without the pragma.
void disabled(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * 0.5f + 1.0f;
}
