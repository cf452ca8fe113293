// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation relu6 with the functions of the C library: a NaN becomes 0.
#include <math.h>

void relu6_fminmax(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = fminf(fmaxf(input[i], 0.0f), 6.0f);
}
