// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// quantize_lrint.c as a template over the byte type, with std::clamp.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

template <class T> T quantize(float value, float inverseScale, int32_t zeroPoint) {
  const auto rounded = static_cast<int32_t>(std::lrint(value * inverseScale));
  return static_cast<T>(std::clamp<int32_t>(rounded + zeroPoint, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

} // namespace

extern "C" void quantize_lrint(const float *input, int8_t *output, size_t n, float inverse_scale, int32_t zero_point) {
  for (size_t i = 0; i < n; ++i)
    output[i] = quantize<int8_t>(input[i], inverse_scale, zero_point);
}
