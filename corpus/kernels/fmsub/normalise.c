// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Scales and shifts, as normalisation does in the end.

void normalise(const float *restrict input, float *restrict output, int n, float scale, float mean) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * scale - mean;
}
