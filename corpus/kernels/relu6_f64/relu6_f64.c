// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation relu6 in double precision.

void relu6_f64(const double *input, double *output, int n) {
  for (int i = 0; i < n; ++i) {
    double x = input[i];
    x = x > 0.0 ? x : 0.0;
    output[i] = x < 6.0 ? x : 6.0;
  }
}
