// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Looks values up in a table by index, as embeddings and permutations do.
#include <stddef.h>
#include <stdint.h>

void gather_f32(const float *restrict table, const int32_t *restrict index, float *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i)
    output[i] = table[index[i]];
}
