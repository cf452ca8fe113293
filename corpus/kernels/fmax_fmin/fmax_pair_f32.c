// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The larger of two values, element by element, by the C library's fmaxf.
#include <math.h>

void fmax_pair_f32(const float *a, const float *b, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = fmaxf(a[i], b[i]);
}
