// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A vector loop around tanh, and a scalar sum of exponentials; a rational function in their place is vector code.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir_cxx -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir_cxx -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "INNAME"'
// CHECK: "id": "INNAME"
// CHECK: "function": "gelu"
// CHECK: "id": "INNAME"
// CHECK: "function": "double sum_of_exponentials<double>(double const*, unsigned long)"
// REMEDIED: "function": "gelu"
// REMEDIED: "function": "double sum_of_exponentials<double>(double const*, unsigned long)"
#include <cmath>
#include <cstddef>

template <typename T> static T hyperbolic_tangent(T x) {
#ifdef REMEDIED
  x = x < T(-3) ? T(-3) : x > T(3) ? T(3) : x;
  return x * (27 + x * x) / (27 + 9 * x * x);
#else
  return std::tanh(x);
#endif
}

template <typename T> static T exponential(T x) {
#ifdef REMEDIED
  return 1 + x * (1 + x / 2);
#else
  return std::exp(x);
#endif
}

extern "C" void gelu(float *__restrict output, const float *__restrict input, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < n; ++i)
    output[i] = 0.5f * input[i] * (1 + hyperbolic_tangent(0.79788456f * (input[i] + 0.044715f * input[i] * input[i] * input[i])));
}

template <typename T> T sum_of_exponentials(const T *values, std::size_t n) {
  T sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += exponential(values[i]);
  return sum;
}
template double sum_of_exponentials(const double *, std::size_t);
