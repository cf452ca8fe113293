// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// quantize_round.c clamped before it becomes an integer.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

extern "C" void quantize_round(const float *input, uint8_t *output, int n, float inverse_scale, int32_t zero_point) {
  const auto zero = static_cast<float>(zero_point);
  std::transform(input, input + n, output,
                 [=](float value) { return static_cast<uint8_t>(std::clamp(std::round(value * inverse_scale) + zero, 0.0f, 255.0f)); });
}
