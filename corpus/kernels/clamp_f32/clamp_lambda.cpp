// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// clamp_f32.c by std::clamp in a lambda.
#include <algorithm>
#include <cstddef>

extern "C" void clamp_lambda(const float *input, float *output, int n, float low, float high) {
  const auto clamped = [=](float x) { return std::clamp(x, low, high); };
  for (size_t i = 0, count = static_cast<size_t>(n); i < count; ++i)
    output[i] = clamped(input[i]);
}
