// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// max_select_f32.c over std::span, by std::max.
#include <algorithm>
#include <span>

extern "C" float max_span_f32(const float *values, int n) {
  float largest = values[0];
  for (const float value : std::span(values, static_cast<size_t>(n)))
    largest = std::max(largest, value);
  return largest;
}
