// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// argmax_f32.c over std::span, from the first value on.
#include <limits>
#include <span>

extern "C" int argmax_span_f32(const float *values, int n) {
  const std::span all(values, static_cast<size_t>(n));
  size_t best = 0;
  float largest = -std::numeric_limits<float>::infinity();
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i] > largest) {
      largest = all[i];
      best = i;
    }
  }
  return static_cast<int>(best);
}
