// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A moving average over time, channel by channel.
void recurrence(const float *restrict input, float *restrict output, int n) {
  for (int channel = 0; channel < 16; ++channel) {
    float state = 0;
    for (int t = 0; t < n; ++t) {
      state = state * 0.9f + input[t * 16 + channel];
      output[t * 16 + channel] = state;
    }
  }
}
