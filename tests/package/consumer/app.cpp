// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <cmath>
#include <cstdio>
#include <vector>

__attribute__((noinline)) void relu6(const float *in, float *out, int n) {
  for (int i = 0; i < n; i++)
    out[i] = std::fmin(std::fmax(in[i], 0.0f), 6.0f);
}

int main() {
  std::vector<float> in(1000), out(1000);
  for (int i = 0; i < 1000; i++)
    in[i] = static_cast<float>(i - 500) / 50;
  relu6(in.data(), out.data(), 1000);
  double sum = 0;
  for (const float x : out)
    sum += x;
  std::printf("%.3f\n", sum);
}
