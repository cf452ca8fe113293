// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Matrix product by Eigen 3.4 as packaged, with its own choices on each side: natively its SSE kernels, on Wasm its portable scalar ones,
// because this release has none for Wasm.
#include <Eigen/Core>

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

extern "C" void eigen_gemm(const float *a, const float *b, float *c, int m, int n, int k) {
  Eigen::Map<const Matrix> left(a, m, k), right(b, k, n);
  Eigen::Map<Matrix> product(c, m, n);
  product.noalias() = left * right;
}
