// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Square roots, as a normalisation takes them.
#include <math.h>

void libcall(const float *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = sqrtf(input[i] + 1.0f);
}
