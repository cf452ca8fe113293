// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// leaky_relu_i8.c as a lambda.
#include <algorithm>
#include <cstddef>
#include <cstdint>

extern "C" void leaky_relu_i8(const int8_t *input, int8_t *output, size_t n, int8_t input_zero, int8_t output_zero, int16_t positive,
                              int16_t negative) {
  std::transform(input, input + n, output, [=](int8_t x) {
    int distance = x - input_zero;
    int slope = distance < 0 ? negative : positive;
    return static_cast<int8_t>(std::clamp(((distance * slope + 128) >> 8) + output_zero, -128, 127));
  });
}
