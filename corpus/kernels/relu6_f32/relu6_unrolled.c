// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6_compare.c, unrolled by hand.

static inline float relu6(float x) { return x < 0.0f ? 0.0f : x > 6.0f ? 6.0f : x; }

void relu6_unrolled(const float *input, float *output, int n) {
  int i = 0;
  for (; i <= n - 4; i += 4) {
    output[i] = relu6(input[i]);
    output[i + 1] = relu6(input[i + 1]);
    output[i + 2] = relu6(input[i + 2]);
    output[i + 3] = relu6(input[i + 3]);
  }
  for (; i < n; ++i)
    output[i] = relu6(input[i]);
}
