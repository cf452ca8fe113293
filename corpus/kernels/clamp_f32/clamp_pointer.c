// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// clamp_f32.c with pointers that move, by the functions of the C library.
#include <math.h>

void clamp_pointer(const float *input, float *output, int n, float low, float high) {
  const float *end = input + n;
  while (input < end)
    *output++ = fminf(fmaxf(*input++, low), high);
}
