// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of byte_gather.c. Wasm has no gather, and 16 swizzles with their masks cost more than 16 loads: scalar indices, v128.load8_lane.
// Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

#define LOOK_UP(lane) values = wasm_v128_load8_lane(table + input[lane], values, lane)

void byte_gather(const uint8_t *restrict input, uint8_t *restrict output, const uint8_t *restrict table, size_t n) {
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    v128_t values = wasm_i8x16_const_splat(0);
    LOOK_UP(0);
    LOOK_UP(1);
    LOOK_UP(2);
    LOOK_UP(3);
    LOOK_UP(4);
    LOOK_UP(5);
    LOOK_UP(6);
    LOOK_UP(7);
    LOOK_UP(8);
    LOOK_UP(9);
    LOOK_UP(10);
    LOOK_UP(11);
    LOOK_UP(12);
    LOOK_UP(13);
    LOOK_UP(14);
    LOOK_UP(15);
    wasm_v128_store(output, values);
  }
#pragma clang loop vectorize(disable)
  for (; i < n; ++i)
    *output++ = table[*input++];
}
