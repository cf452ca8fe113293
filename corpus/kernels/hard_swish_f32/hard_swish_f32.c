// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation hard-swish: x * relu6(x + 3) / 6.

void hard_swish_f32(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i) {
    float x = input[i];
    float gate = x + 3.0f;
    gate = gate < 0.0f ? 0.0f : gate;
    gate = gate > 6.0f ? 6.0f : gate;
    output[i] = x * gate * (1.0f / 6.0f);
  }
}
