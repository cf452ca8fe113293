// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// requantize_fixed.c with pointers that step and std::clamp; the shift rounds by what it cuts off.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

int32_t multiplyHigh(int32_t a, int32_t b) {
  const bool overflow = a == b && a == std::numeric_limits<int32_t>::min();
  const int64_t product = static_cast<int64_t>(a) * static_cast<int64_t>(b);
  const int32_t nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
  const auto high = static_cast<int32_t>((product + nudge) / (1LL << 31));
  return overflow ? std::numeric_limits<int32_t>::max() : high;
}

int32_t divideByPower(int32_t value, int shift) {
  const int32_t mask = (1 << shift) - 1, remainder = value & mask, threshold = (mask >> 1) + (value < 0);
  return (value >> shift) + (remainder > threshold);
}

} // namespace

extern "C" void requantize_fixed(const int32_t *input, int8_t *output, size_t n, int32_t multiplier, int shift, int32_t zero_point) {
  for (const int32_t *end = input + n; input != end; ++input)
    *output++ = static_cast<int8_t>(std::clamp<int32_t>(divideByPower(multiplyHigh(*input, multiplier), shift) + zero_point, -128, 127));
}
