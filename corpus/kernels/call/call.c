// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An activation that is a function of its own; noinline stands for "in another file".
__attribute__((noinline)) float leaky(float x) { return x < 0.0f ? x * 0.1f : x; }

void call(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = leaky(input[i]);
}
