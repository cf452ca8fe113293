// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/dot_f32 with every index tested: what a sandbox or a careful author writes by hand.

float dot_trap(const float *a, unsigned a_count, const float *b, unsigned b_count, int n) {
  float sum = 0.0f;
  for (int i = 0; i < n; ++i) {
    if ((unsigned)i >= a_count || (unsigned)i >= b_count)
      __builtin_trap();
    sum += a[i] * b[i];
  }
  return sum;
}
