// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Updates the outputs whose input is positive. Every output is loaded and stored, the others with the value that they have: allowed where
// all n outputs are writable and no other thread writes them at the same time.

void update_positive(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    float old = output[i];
    output[i] = input[i] > 0.0f ? 2.0f * input[i] : old;
  }
}
