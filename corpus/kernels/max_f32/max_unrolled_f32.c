// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// max_select_f32.c, unrolled by hand, one maximum after the other.

static inline float larger(float a, float b) { return a > b ? a : b; }

float max_unrolled_f32(const float *values, int n) {
  float largest = values[0];
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    largest = larger(values[i], largest);
    largest = larger(values[i + 1], largest);
    largest = larger(values[i + 2], largest);
    largest = larger(values[i + 3], largest);
  }
  for (; i < n; ++i)
    largest = larger(values[i], largest);
  return largest;
}
