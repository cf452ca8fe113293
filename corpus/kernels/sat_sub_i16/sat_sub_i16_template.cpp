// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// sat_sub_i16.c as a template over the element type, with std::clamp.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

template <class T> T saturate(int value) {
  return static_cast<T>(std::clamp<int>(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

template <class T> void subtract(const T *a, const T *b, T *output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = saturate<T>(a[i] - b[i]);
}

} // namespace

extern "C" void sat_sub_i16(const int16_t *signal, const int16_t *echo, int16_t *output, int n) {
  subtract(signal, echo, output, static_cast<size_t>(n));
}
