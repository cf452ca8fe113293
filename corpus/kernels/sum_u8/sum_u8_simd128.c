// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of sum_u8.c: pairs of bytes are added into 16-bit lanes for as long as these cannot overflow, then widened. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

uint32_t sum_u8(const uint8_t *values, size_t n) {
  v128_t sum = wasm_i32x4_const_splat(0);
  size_t i = 0;
  while (n - i >= 64) {
    // A 16-bit lane grows by at most 2 * 255 per step: 128 steps stay below 65536.
    size_t steps = (n - i) / 64;
    if (steps > 128)
      steps = 128;
    v128_t part0 = wasm_i16x8_const_splat(0), part1 = part0, part2 = part0, part3 = part0;
    for (size_t step = 0; step < steps; ++step, values += 64) {
      part0 = wasm_i16x8_add(part0, wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(values)));
      part1 = wasm_i16x8_add(part1, wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(values + 16)));
      part2 = wasm_i16x8_add(part2, wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(values + 32)));
      part3 = wasm_i16x8_add(part3, wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(values + 48)));
    }
    sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(part0));
    sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(part1));
    sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(part2));
    sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(part3));
    i += steps * 64;
  }
  uint32_t total = (uint32_t)wasm_i32x4_extract_lane(sum, 0) + (uint32_t)wasm_i32x4_extract_lane(sum, 1) +
                   (uint32_t)wasm_i32x4_extract_lane(sum, 2) + (uint32_t)wasm_i32x4_extract_lane(sum, 3);
  for (; i < n; ++i)
    total += *values++;
  return total;
}
