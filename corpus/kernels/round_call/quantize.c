// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to int8 by one scale, rounded by lrintf.
#include <math.h>
#include <stdint.h>

void quantize(const float *restrict input, int8_t *restrict output, int n, float scale) {
  for (int i = 0; i < n; ++i) {
    long q = lrintf(input[i] * scale);
    q = q < -128 ? -128 : q;
    q = q > 127 ? 127 : q;
    output[i] = (int8_t)q;
  }
}
