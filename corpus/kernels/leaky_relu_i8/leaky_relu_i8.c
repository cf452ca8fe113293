// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Leaky ReLU of a quantized network: the distance from the zero point is multiplied by one of two 8.8 fixed-point slopes.
#include <stddef.h>
#include <stdint.h>

void leaky_relu_i8(const int8_t *input, int8_t *output, size_t n, int8_t input_zero, int8_t output_zero, int16_t positive,
                   int16_t negative) {
  for (size_t i = 0; i < n; ++i) {
    int32_t distance = input[i] - input_zero;
    int32_t value = ((distance * (distance >= 0 ? positive : negative) + 128) >> 8) + output_zero;
    output[i] = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
