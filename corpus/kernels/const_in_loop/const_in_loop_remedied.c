// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As const_in_loop.c. The empty asm hides the constants, so that they become locals that live through the loop.

void const_in_loop(float *restrict out, const float *restrict in, int n) {
  float scale = 0.25f, low = -1.0f, high = 1.0f, half = 0.5f;
  float c1 = 0.998f, c3 = -1.12f, c5 = 1.08f, c7 = -0.62f, c9 = 0.151f;
  __asm__("" : "+r"(scale), "+r"(low), "+r"(high), "+r"(half));
  __asm__("" : "+r"(c1), "+r"(c3), "+r"(c5), "+r"(c7), "+r"(c9));
  for (int i = 0; i < n; ++i) {
    float x = in[i] * scale;
    x = x < low ? low : x;
    x = x > high ? high : x;
    const float square = x * x;
    out[i] = half + x * (c1 + square * (c3 + square * (c5 + square * (c7 + square * c9))));
  }
}
