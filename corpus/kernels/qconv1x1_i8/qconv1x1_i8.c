// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Quantized 1x1 convolution: pixels x inputs bytes with a zero point, outputs x inputs weights, a bias for each output; rounded to nearest
// even, plus the output's zero point, clamped to bytes.
#include <math.h>
#include <stdint.h>

void qconv1x1_i8(const int8_t *input, const int8_t *weights, const int32_t *bias, int8_t *output, int pixels, int inputs, int outputs,
                 int32_t input_zero, float scale, int32_t output_zero) {
  for (int pixel = 0; pixel < pixels; ++pixel)
    for (int o = 0; o < outputs; ++o) {
      int32_t sum = bias[o];
      for (int i = 0; i < inputs; ++i)
        sum += (input[pixel * inputs + i] - input_zero) * weights[o * inputs + i];
      int32_t value = (int32_t)lrintf((float)sum * scale) + output_zero;
      if (value < -128)
        value = -128;
      if (value > 127)
        value = 127;
      output[pixel * outputs + o] = (int8_t)value;
    }
}
