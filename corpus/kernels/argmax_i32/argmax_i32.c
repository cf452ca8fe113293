// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Index of the largest whole number, the first one if there are several: the last step of a quantized classifier.
#include <stdint.h>

int argmax_i32(const int32_t *values, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i)
    if (values[i] > values[best])
      best = i;
  return best;
}
