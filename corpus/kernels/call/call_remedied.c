// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The same function where the compiler can put it into the loop.
static inline float leaky(float x) { return x < 0.0f ? x * 0.1f : x; }

void call(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = leaky(input[i]);
}
