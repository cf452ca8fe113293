// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sum of squares, as RMS normalisation needs it, in any order, with four accumulators.

float sum_of_squares(const float *values, int n) {
#pragma clang fp reassociate(on) contract(fast)
  float sum = 0.0f;
#pragma clang loop interleave_count(4)
  for (int i = 0; i < n; ++i)
    sum += values[i] * values[i];
  return sum;
}
