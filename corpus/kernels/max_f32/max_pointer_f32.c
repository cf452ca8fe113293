// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// max_select_f32.c with a pointer that moves.

float max_pointer_f32(const float *values, int n) {
  float largest = *values++;
  while (--n > 0) {
    if (*values > largest)
      largest = *values;
    ++values;
  }
  return largest;
}
