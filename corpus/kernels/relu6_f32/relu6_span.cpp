// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6_compare.c over std::span, by std::clamp.
#include <algorithm>
#include <span>

extern "C" void relu6_span(const float *input, float *output, int n) {
  const std::span in(input, static_cast<size_t>(n));
  const std::span out(output, static_cast<size_t>(n));
  for (size_t i = 0; i < in.size(); ++i)
    out[i] = std::clamp(in[i], 0.0F, 6.0F);
}
