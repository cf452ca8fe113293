// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gather_f32 with every index tested: what a sandbox or a careful author writes by hand.
#include <stddef.h>
#include <stdint.h>

void gather_trap(const float *restrict table, size_t table_count, const int32_t *restrict index, size_t index_count, float *restrict output,
                 size_t output_count, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    if (i >= index_count)
      __builtin_trap();
    size_t place = (size_t)index[i];
    if (place >= table_count || i >= output_count)
      __builtin_trap();
    output[i] = table[place];
  }
}
