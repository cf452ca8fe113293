// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/dot_f32, checked by the hardened operator[] of std::span: libc++'s fast mode on Wasm, libstdc++'s assertions natively (flags in
// the manifest).
#include <cstddef>
#include <span>

extern "C" float dot_hardened(const float *a, unsigned a_count, const float *b, unsigned b_count, int n) {
  const std::span<const float> left(a, a_count);
  const std::span<const float> right(b, b_count);
  float sum = 0.0f;
  for (int i = 0; i < n; ++i)
    sum += left[static_cast<std::size_t>(i)] * right[static_cast<std::size_t>(i)];
  return sum;
}
