// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A map that a pragma keeps scalar.
void disabled(const float *restrict input, float *restrict output, int n) {
#pragma clang loop vectorize(disable)
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * 0.5f + 1.0f;
}
