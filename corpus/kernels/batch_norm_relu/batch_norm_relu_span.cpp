// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// batch_norm_relu.c over std::span, with a class for what is folded.
#include <algorithm>
#include <span>

namespace {
struct BatchNorm {
  float scale, shift;
  float operator()(float x) const { return x * scale + shift; }
};

template <typename Before> void relu_after(Before before, std::span<const float> input, std::span<float> output) {
  auto out = output.begin();
  for (const float x : input)
    *out++ = std::max(0.0F, before(x));
}
} // namespace

extern "C" void batch_norm_relu_span(const float *input, const float *scale, const float *shift, float *output, int channels, int pixels) {
  const auto plane = static_cast<size_t>(pixels);
  for (size_t c = 0; c < static_cast<size_t>(channels); ++c)
    relu_after(BatchNorm{scale[c], shift[c]}, std::span(input + c * plane, plane), std::span(output + c * plane, plane));
}
