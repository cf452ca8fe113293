// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Matrix times vector by Eigen 3.4 as packaged; see gemm.cpp for what differs between the sides.
#include <Eigen/Core>

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

extern "C" void eigen_gemv(const float *a, const float *x, float *y, int rows, int columns) {
  Eigen::Map<const Matrix> matrix(a, rows, columns);
  Eigen::Map<const Eigen::VectorXf> vector(x, columns);
  Eigen::Map<Eigen::VectorXf> product(y, rows);
  product.noalias() = matrix * vector;
}
