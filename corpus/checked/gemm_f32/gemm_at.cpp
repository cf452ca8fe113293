// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gemm_f32/gemm_f32_ikj.c, checked by std::vector::at. Without exceptions a bad index aborts.
#include "../borrowed_vector.h"

extern "C" void gemm_at(const float *__restrict a, std::size_t a_count, const float *__restrict b, std::size_t b_count, float *__restrict c,
                        std::size_t c_count, int m, int n, int k) {
  const auto left = borrow(a, a_count);
  const auto right = borrow(b, b_count);
  auto product = borrow(c, c_count);
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j)
      product.at(static_cast<std::size_t>(i * n + j)) = 0.0f;
    for (int p = 0; p < k; ++p) {
      float factor = left.at(static_cast<std::size_t>(i * k + p));
      for (int j = 0; j < n; ++j)
        product.at(static_cast<std::size_t>(i * n + j)) += factor * right.at(static_cast<std::size_t>(p * n + j));
    }
  }
}
