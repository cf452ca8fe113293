// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sixteen maxima side by side, then the largest of them. NaNs are passed over as before; of 0 and -0 either may be returned.
float minmax_nan(const float *values, int n) {
  float lanes[16];
  for (int lane = 0; lane < 16; ++lane)
    lanes[lane] = values[0];
  int i = 0;
  for (; i + 16 <= n; i += 16)
    for (int lane = 0; lane < 16; ++lane)
      lanes[lane] = values[i + lane] > lanes[lane] ? values[i + lane] : lanes[lane];
  float largest = values[0];
  for (int lane = 0; lane < 16; ++lane)
    largest = lanes[lane] > largest ? lanes[lane] : largest;
  for (; i < n; ++i)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}
