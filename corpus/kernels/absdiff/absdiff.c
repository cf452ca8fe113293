// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sum of absolute differences of two grey images, as in motion detection before an inference. -DREMEDIED: the difference is a byte before
// it is added.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

uint32_t absdiff(const uint8_t *a, const uint8_t *b, size_t n) {
  uint32_t sum = 0;
#ifdef REMEDIED
#pragma clang loop vectorize_width(16) interleave_count(4)
  for (size_t i = 0; i < n; ++i) {
    uint8_t difference = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
    sum += difference;
  }
#else
  for (size_t i = 0; i < n; ++i)
    sum += abs(a[i] - b[i]);
#endif
  return sum;
}
