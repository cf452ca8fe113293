// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// max_fmaxf_f32.c as a template over the type, by std::fmax.
#include <cmath>
#include <cstddef>
#include <limits>

namespace {
template <typename T> T maximum(const T *values, size_t count) {
  T largest = -std::numeric_limits<T>::infinity();
  for (size_t i = 0; i != count; ++i)
    largest = std::fmax(largest, values[i]);
  return largest;
}
} // namespace

extern "C" float max_fmaxf_template(const float *values, int n) { return maximum(values, static_cast<size_t>(n)); }
