// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1x1_relu6.c as a template over the tile and the activation.
#include <algorithm>
#include <array>

namespace {
template <typename T> struct Relu6 {
  T operator()(T x) const { return std::clamp(x, T(0), T(6)); }
};

template <int Inputs, int Pixels, int Channels, typename T, typename Activation>
void convolve(const T *__restrict input, const T *__restrict weights, const T *__restrict bias, T *__restrict output, int stride,
              Activation activation) {
  std::array<std::array<T, Channels>, Pixels> sum{};
  for (int k = 0; k < Inputs; ++k)
    for (int p = 0; p < Pixels; ++p)
      for (int c = 0; c < Channels; ++c)
        sum[p][c] += input[p * Inputs + k] * weights[k * Channels + c];
  for (int p = 0; p < Pixels; ++p)
    for (int c = 0; c < Channels; ++c)
      output[p * stride + c] = activation(sum[p][c] + bias[c]);
}
} // namespace

extern "C" void conv1x1_relu6_template(const float *input, const float *weights, const float *bias, float *output, int pixels, int blocks) {
  for (int p = 0; p < pixels; p += 4)
    for (int b = 0; b < blocks; ++b)
      convolve<16, 4, 8>(input + p * 16, weights + b * 128, bias + b * 8, output + (p * blocks + b) * 8, blocks * 8, Relu6<float>{});
}
