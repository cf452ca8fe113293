// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Looks up the quantized embeddings of tokens in a table with one row per feature: neighbours in the output lie far apart in the table.
#include <stddef.h>
#include <stdint.h>

void embed(const int8_t *restrict table, const int32_t *restrict tokens, float *restrict output, size_t n, size_t features, size_t words,
           float scale) {
  for (size_t k = 0; k < features; ++k)
    for (size_t i = 0; i < n; ++i)
      output[k * n + i] = scale * table[k * words + (size_t)tokens[i]];
}
