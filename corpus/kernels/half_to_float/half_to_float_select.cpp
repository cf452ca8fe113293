// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// half_to_float.c without branches, with spans.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

float convert(uint16_t half) {
  const uint32_t magnitude = half & 0x7FFFu, sign = (half & 0x8000u) << 16;
  const uint32_t normal = (magnitude << 13) + (112u << 23);
  const uint32_t special = (magnitude << 13) | 0x7F800000u;
  const auto subnormal = std::bit_cast<uint32_t>(static_cast<float>(magnitude) * 0x1p-24f);
  const uint32_t bits = magnitude >= 0x7C00u ? special : magnitude < 0x0400u ? subnormal : normal;
  return std::bit_cast<float>(bits | sign);
}

} // namespace

extern "C" void half_to_float(const uint16_t *input, float *output, size_t n) {
  const std::span<const uint16_t> halves(input, n);
  const std::span<float> floats(output, n);
  for (size_t i = 0; i < halves.size(); ++i)
    floats[i] = convert(halves[i]);
}
