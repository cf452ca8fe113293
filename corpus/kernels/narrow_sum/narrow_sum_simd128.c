// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of narrow_sum.c: pairs of bytes are added into 16-bit lanes for as long as these cannot overflow, then widened. Exact.
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t add(v128_t sum, const int8_t *bytes) {
  return wasm_i16x8_add(sum, wasm_i16x8_extadd_pairwise_i8x16(wasm_v128_load(bytes)));
}

void row_sums(const int8_t *restrict weights, int32_t *restrict sums, int rows, int columns) {
  for (int row = 0; row < rows; ++row) {
    const int8_t *bytes = weights + row * columns;
    v128_t sum = wasm_i32x4_const_splat(0);
    int i = 0;
    while (columns - i >= 64) {
      // A 16-bit lane changes by at most 2 * 128 per step: 127 steps stay within -32768 and 32767.
      int steps = (columns - i) / 64;
      if (steps > 127)
        steps = 127;
      v128_t part0 = wasm_i16x8_const_splat(0), part1 = part0, part2 = part0, part3 = part0;
      for (int step = 0; step < steps; ++step, bytes += 64) {
        part0 = add(part0, bytes);
        part1 = add(part1, bytes + 16);
        part2 = add(part2, bytes + 32);
        part3 = add(part3, bytes + 48);
      }
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(part0));
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(part1));
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(part2));
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(part3));
      i += steps * 64;
    }
    int32_t total = wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) +
                    wasm_i32x4_extract_lane(sum, 3);
    for (; i < columns; ++i)
      total += *bytes++;
    sums[row] = total;
  }
}
