// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// hard_swish_f32.c as a template over the type, by std::min and std::max.
#include <algorithm>
#include <span>

namespace {
template <typename T> T hard_swish(T x) { return x * std::min(std::max(x + T(3), T(0)), T(6)) * T(1.0 / 6.0); }

template <typename T> void activate(std::span<const T> input, std::span<T> output) {
  for (size_t i = 0; i < input.size(); ++i)
    output[i] = hard_swish(input[i]);
}
} // namespace

extern "C" void hard_swish_template(const float *input, float *output, int n) {
  activate(std::span(input, static_cast<size_t>(n)), std::span(output, static_cast<size_t>(n)));
}
