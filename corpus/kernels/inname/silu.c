// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SiLU activation: x / (1 + exp(-x)), with the C library's exponential.
#include <math.h>

void silu(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i] / (1.0f + expf(-input[i]));
}
