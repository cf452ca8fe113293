// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All channels at once: they do not depend on each other.
void recurrence(const float *restrict input, float *restrict output, int n) {
  float state[16] = {0};
  for (int t = 0; t < n; ++t)
    for (int channel = 0; channel < 16; ++channel) {
      state[channel] = state[channel] * 0.9f + input[t * 16 + channel];
      output[t * 16 + channel] = state[channel];
    }
}
