// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The two ends before and after the loop. For at least two values.
void border_if(const float *restrict input, const float *restrict weights, float *restrict output, int n) {
  const float left = weights[0], middle = weights[1], right = weights[2];
  output[0] = input[0] * middle + input[1] * right;
  for (int x = 1; x < n - 1; ++x) {
    float sum = input[x] * middle;
    sum += input[x - 1] * left;
    sum += input[x + 1] * right;
    output[x] = sum;
  }
  output[n - 1] = input[n - 1] * middle + input[n - 2] * left;
}
