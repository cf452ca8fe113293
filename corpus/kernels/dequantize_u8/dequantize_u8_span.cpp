// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dequantize_u8.c with spans.
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

struct Quantization {
  float scale;
  int32_t zeroPoint;
  float operator()(uint8_t value) const { return static_cast<float>(static_cast<int32_t>(value) - zeroPoint) * scale; }
};

void dequantize(std::span<const uint8_t> input, std::span<float> output, Quantization from) {
  for (size_t i = 0; i != input.size(); ++i)
    output[i] = from(input[i]);
}

} // namespace

extern "C" void dequantize_u8(const uint8_t *input, float *output, size_t n, float scale, int32_t zero_point) {
  dequantize({input, n}, {output, n}, {scale, zero_point});
}
