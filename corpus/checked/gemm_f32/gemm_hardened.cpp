// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gemm_f32/gemm_f32_ikj.c, checked by the hardened operator[] of std::span: libc++'s fast mode on Wasm, libstdc++'s assertions
// natively (flags in the manifest).
#include <cstddef>
#include <span>

extern "C" void gemm_hardened(const float *__restrict a, std::size_t a_count, const float *__restrict b, std::size_t b_count,
                              float *__restrict c, std::size_t c_count, int m, int n, int k) {
  const std::span<const float> left(a, a_count);
  const std::span<const float> right(b, b_count);
  const std::span<float> product(c, c_count);
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j)
      product[static_cast<std::size_t>(i * n + j)] = 0.0f;
    for (int p = 0; p < k; ++p) {
      float factor = left[static_cast<std::size_t>(i * k + p)];
      for (int j = 0; j < n; ++j)
        product[static_cast<std::size_t>(i * n + j)] += factor * right[static_cast<std::size_t>(p * n + j)];
    }
  }
}
