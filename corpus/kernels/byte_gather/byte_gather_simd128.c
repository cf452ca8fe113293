// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of byte_gather.c. Wasm has no gather, and 16 swizzles with their masks cost more than 16 loads: scalar, unrolled. Exact.
#include <stddef.h>
#include <stdint.h>

void byte_gather(const uint8_t *restrict input, uint8_t *restrict output, const uint8_t *restrict table, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8, input += 8, output += 8) {
    uint8_t byte0 = table[input[0]], byte1 = table[input[1]], byte2 = table[input[2]], byte3 = table[input[3]];
    uint8_t byte4 = table[input[4]], byte5 = table[input[5]], byte6 = table[input[6]], byte7 = table[input[7]];
    output[0] = byte0;
    output[1] = byte1;
    output[2] = byte2;
    output[3] = byte3;
    output[4] = byte4;
    output[5] = byte5;
    output[6] = byte6;
    output[7] = byte7;
  }
#pragma clang loop vectorize(disable)
  for (; i < n; ++i)
    *output++ = table[*input++];
}
