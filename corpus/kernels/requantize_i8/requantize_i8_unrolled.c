// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// requantize_i8.c with pointers that step, unrolled by four.
#include <math.h>
#include <stdint.h>

static int8_t clamp(int32_t value) { return (int8_t)(value > 127 ? 127 : value < -128 ? -128 : value); }

void requantize_i8(const int32_t *input, int8_t *output, int n, float scale, int32_t zero_point) {
  for (; n >= 4; n -= 4) {
    output[0] = clamp((int32_t)lrintf((float)input[0] * scale) + zero_point);
    output[1] = clamp((int32_t)lrintf((float)input[1] * scale) + zero_point);
    output[2] = clamp((int32_t)lrintf((float)input[2] * scale) + zero_point);
    output[3] = clamp((int32_t)lrintf((float)input[3] * scale) + zero_point);
    input += 4;
    output += 4;
  }
  while (n-- > 0)
    *output++ = clamp((int32_t)lrintf((float)*input++ * scale) + zero_point);
}
