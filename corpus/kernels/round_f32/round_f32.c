// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rounds to the nearest whole number, halves away from zero.
#include <math.h>

void round_f32(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = roundf(input[i]);
}
