// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// argmax_i32.c as a template over the type.
#include <cstddef>
#include <cstdint>

namespace {
template <typename T, typename Better> size_t best_of(const T *values, size_t count, Better better) {
  size_t best = 0;
  T value = values[0];
  for (size_t i = 1; i < count; ++i)
    if (better(values[i], value)) {
      value = values[i];
      best = i;
    }
  return best;
}
} // namespace

extern "C" int argmax_template_i32(const int32_t *values, int n) {
  return static_cast<int>(best_of(values, static_cast<size_t>(n), [](int32_t a, int32_t b) { return a > b; }));
}
