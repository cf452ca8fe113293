// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Squared Euclidean distance of two embeddings, as in vector search. -DREMEDIED: four sums in flight.
#include <stddef.h>

float squared_distance(const float *a, const float *b, size_t n) {
#pragma clang fp reassociate(on)
  float sum = 0.0f;
#ifdef REMEDIED
#pragma clang loop interleave_count(4)
#endif
  for (size_t i = 0; i < n; ++i)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}
