// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/dot_f32, checked by std::vector::at. Without exceptions a bad index aborts.
#include "../borrowed_vector.h"

extern "C" float dot_at(const float *a, unsigned a_count, const float *b, unsigned b_count, int n) {
  const auto left = borrow(a, a_count);
  const auto right = borrow(b, b_count);
  float sum = 0.0f;
  for (int i = 0; i < n; ++i)
    sum += left.at(static_cast<std::size_t>(i)) * right.at(static_cast<std::size_t>(i));
  return sum;
}
