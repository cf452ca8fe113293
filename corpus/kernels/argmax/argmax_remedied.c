// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two passes: the largest value, then the first place where it stands. Exact, NaNs included.
int argmax_f32(const float *values, int n) {
  if (values[0] != values[0])
    return 0;
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
  int best = n;
  for (i = 0; i < n; ++i) {
    int at = values[i] == largest ? i : n;
    best = at < best ? at : best;
  }
  return best;
}
