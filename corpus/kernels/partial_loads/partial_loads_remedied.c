// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As partial_loads.c, but a pair is loaded as one integer: the vectorizer then loads whole vectors of pairs.
#include <stdint.h>
#include <string.h>

void partial_loads(float *restrict scores, const float *restrict pairs, int n) {
#pragma clang loop vectorize_width(4)
  for (int i = 0; i < n; ++i) {
    uint64_t pair;
    memcpy(&pair, pairs + 2 * i, sizeof pair);
    const uint32_t score = (uint32_t)pair;
    memcpy(scores + i, &score, sizeof score);
  }
}
