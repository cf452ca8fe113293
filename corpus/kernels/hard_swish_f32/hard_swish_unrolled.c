// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// hard_swish_f32.c, unrolled by hand, by the functions of the C library.
#include <math.h>

void hard_swish_unrolled(const float *restrict input, float *restrict output, int n) {
  int i = 0;
  for (; i + 3 < n; i += 4) {
    float x0 = input[i], x1 = input[i + 1], x2 = input[i + 2], x3 = input[i + 3];
    output[i] = x0 * fminf(fmaxf(x0 + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
    output[i + 1] = x1 * fminf(fmaxf(x1 + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
    output[i + 2] = x2 * fminf(fmaxf(x2 + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
    output[i + 3] = x3 * fminf(fmaxf(x3 + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
  }
  for (; i < n; ++i)
    output[i] = input[i] * fminf(fmaxf(input[i] + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
}
