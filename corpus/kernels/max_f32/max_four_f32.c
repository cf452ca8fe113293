// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// max_select_f32.c, unrolled by hand with four maxima side by side.

float max_four_f32(const float *values, int n) {
  float max0 = values[0], max1 = max0, max2 = max0, max3 = max0;
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    max0 = values[i] > max0 ? values[i] : max0;
    max1 = values[i + 1] > max1 ? values[i + 1] : max1;
    max2 = values[i + 2] > max2 ? values[i + 2] : max2;
    max3 = values[i + 3] > max3 ? values[i + 3] : max3;
  }
  for (; i < n; ++i)
    max0 = values[i] > max0 ? values[i] : max0;
  max0 = max1 > max0 ? max1 : max0;
  max2 = max3 > max2 ? max3 : max2;
  return max2 > max0 ? max2 : max0;
}
