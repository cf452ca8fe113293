// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest value by the C library's fmaxf, which passes over NaNs.
#include <math.h>

float max_fmaxf_f32(const float *values, int n) {
  float largest = -INFINITY;
  for (int i = 0; i < n; ++i)
    largest = fmaxf(largest, values[i]);
  return largest;
}
