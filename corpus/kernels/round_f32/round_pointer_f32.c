// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// round_f32.c with pointers that move, four at a time.
#include <math.h>

void round_pointer_f32(const float *input, float *output, int n) {
  while (n >= 4) {
    *output++ = roundf(*input++);
    *output++ = roundf(*input++);
    *output++ = roundf(*input++);
    *output++ = roundf(*input++);
    n -= 4;
  }
  while (n-- > 0)
    *output++ = roundf(*input++);
}
