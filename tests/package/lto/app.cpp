// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <array>
#include <cstdio>

extern "C" float activation(float x); // in an object library
extern "C" double plain(double x);    // in a static library that nothing inlines
float input(int i);                   // in another source

__attribute__((noinline)) static void apply(const float *in, float *out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = activation(in[i]);
}

int main() {
  static std::array<float, COUNT> in, out;
  for (int i = 0; i < COUNT; ++i)
    in[i] = input(i);
  apply(in.data(), out.data(), COUNT);
  double sum = 0;
  for (const float x : out)
    sum += x;
  std::printf("%.3f\n", plain(sum));
}
