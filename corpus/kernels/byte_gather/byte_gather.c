// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An activation function of bytes as a table of 256 values. -DREMEDIED: scalar, unrolled.
#include <stddef.h>
#include <stdint.h>

void byte_gather(const uint8_t *restrict input, uint8_t *restrict output, const uint8_t *restrict table, size_t n) {
#ifdef REMEDIED
#pragma clang loop vectorize(disable) unroll_count(4)
#endif
  for (size_t i = 0; i < n; ++i)
    output[i] = table[input[i]];
}
