// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gemm_f32/gemm_f32_ikj.c with every index tested: what a sandbox or a careful author writes by hand.
#include <stddef.h>

static inline size_t checked(int index, size_t count) {
  if ((size_t)index >= count)
    __builtin_trap();
  return (size_t)index;
}

void gemm_trap(const float *restrict a, size_t a_count, const float *restrict b, size_t b_count, float *restrict c, size_t c_count, int m,
               int n, int k) {
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j)
      c[checked(i * n + j, c_count)] = 0.0f;
    for (int p = 0; p < k; ++p) {
      float factor = a[checked(i * k + p, a_count)];
      for (int j = 0; j < n; ++j)
        c[checked(i * n + j, c_count)] += factor * b[checked(p * n + j, b_count)];
    }
  }
}
