// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The smaller of two values, element by element, by the C library's fminf.
#include <math.h>

void fmin_pair_f32(const float *a, const float *b, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = fminf(a[i], b[i]);
}
