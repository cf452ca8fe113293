// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Scale and shift per channel, then relu, by Eigen's tensor module: batch normalization as TensorFlow runs it. Two broadcasts in one
// expression, evaluated without temporaries.
#include <unsupported/Eigen/CXX11/Tensor>

using Tensor = Eigen::Tensor<float, 2, Eigen::RowMajor>;

extern "C" void eigen_tensor(const float *input, const float *scale, const float *shift, float *output, int pixels, int channels) {
  Eigen::TensorMap<const Tensor> in(input, pixels, channels), factor(scale, 1, channels), offset(shift, 1, channels);
  Eigen::TensorMap<Tensor> out(output, pixels, channels);
  const Eigen::array<Eigen::Index, 2> rows = {pixels, 1};
  out = (in * factor.broadcast(rows) + offset.broadcast(rows)).cwiseMax(0.0f);
}
