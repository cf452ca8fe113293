// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A user's kernel: C++ with templates, as it would lie outside this repository.
#include <cstddef>
#include <span>

namespace {
template <class T> void blend(std::span<const T> a, std::span<const T> b, std::span<T> out, T weight) {
  for (std::size_t i = 0; i < out.size(); i++)
    out[i] = a[i] + (b[i] - a[i]) * weight;
}
} // namespace

extern "C" void blend_f32(const float *a, const float *b, float *out, std::size_t n, float weight) {
  blend<float>({a, n}, {b, n}, {out, n}, weight);
}
