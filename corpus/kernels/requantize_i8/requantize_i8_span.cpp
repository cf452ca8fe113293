// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// requantize_i8.c with spans and std::clamp.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

void requantize(std::span<const int32_t> input, std::span<int8_t> output, float scale, int32_t zeroPoint) {
  for (size_t i = 0; i < input.size(); ++i) {
    auto value = static_cast<int32_t>(std::lrintf(static_cast<float>(input[i]) * scale));
    output[i] = static_cast<int8_t>(std::clamp(value + zeroPoint, -128, 127));
  }
}

} // namespace

extern "C" void requantize_i8(const int32_t *input, int8_t *output, int n, float scale, int32_t zero_point) {
  const auto count = static_cast<size_t>(n);
  requantize({input, count}, {output, count}, scale, zero_point);
}
