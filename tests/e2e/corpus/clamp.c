// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <math.h>

void clamp_f32(const float *in, float *out, int n) {
  for (int i = 0; i < n; i++)
    out[i] = fminf(fmaxf(in[i], -1.0f), 1.0f);
}
