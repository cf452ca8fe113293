// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Looks up the quantized embeddings of tokens in a table with one row per word: what belongs together lies together, in table and output.
#include <stddef.h>
#include <stdint.h>

void embed(const int8_t *restrict table, const int32_t *restrict tokens, float *restrict output, size_t n, size_t features, size_t words,
           float scale) {
  (void)words;
  for (size_t i = 0; i < n; ++i)
    for (size_t k = 0; k < features; ++k)
      output[i * features + k] = scale * table[(size_t)tokens[i] * features + k];
}
