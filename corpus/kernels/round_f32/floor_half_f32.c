// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rounds to the nearest whole number, halves up, as many write it.
#include <math.h>

void floor_half_f32(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = floorf(input[i] + 0.5f);
}
