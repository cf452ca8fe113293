// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// fmax_pair_f32.c over std::span, by std::fmax.
#include <cmath>
#include <span>

extern "C" void fmax_pair_span(const float *a, const float *b, float *output, int n) {
  const auto count = static_cast<size_t>(n);
  const std::span first(a, count);
  const std::span second(b, count);
  const std::span out(output, count);
  for (size_t i = 0; i < out.size(); ++i)
    out[i] = std::fmax(first[i], second[i]);
}
