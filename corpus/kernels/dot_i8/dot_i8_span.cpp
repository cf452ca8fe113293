// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_i8.c with spans.
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

int32_t dot(std::span<const int8_t> a, std::span<const int8_t> b) {
  int32_t sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

} // namespace

extern "C" int32_t dot_i8(const int8_t *a, const int8_t *b, size_t n) { return dot({a, n}, {b, n}); }
