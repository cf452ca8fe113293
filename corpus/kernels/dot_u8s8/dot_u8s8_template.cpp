// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_u8s8.c as a template over the element types.
#include <cstddef>
#include <cstdint>

namespace {

template <class Sum, class A, class B> Sum dot(const A *a, const B *b, int n) {
  Sum sum{};
  for (int i = 0; i < n; i++)
    sum += static_cast<Sum>(a[i]) * static_cast<Sum>(b[i]);
  return sum;
}

} // namespace

extern "C" int32_t dot_u8s8(const uint8_t *input, const int8_t *weights, size_t n) {
  return dot<int32_t>(input, weights, static_cast<int>(n));
}
