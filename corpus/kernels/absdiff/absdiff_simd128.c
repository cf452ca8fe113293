// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of absdiff.c: the larger minus the smaller byte; pairs are added into 16-bit lanes for as long as these cannot overflow, then
// widened. Exact.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <wasm_simd128.h>

static inline v128_t add(v128_t sum, const uint8_t *a, const uint8_t *b) {
  v128_t x = wasm_v128_load(a), y = wasm_v128_load(b);
  return wasm_i16x8_add(sum, wasm_u16x8_extadd_pairwise_u8x16(wasm_i8x16_sub(wasm_u8x16_max(x, y), wasm_u8x16_min(x, y))));
}

uint32_t absdiff(const uint8_t *a, const uint8_t *b, size_t n) {
  v128_t sum = wasm_i32x4_const_splat(0);
  size_t i = 0;
  while (n - i >= 64) {
    // A 16-bit lane grows by at most 2 * 255 per step: 128 steps stay below 65536.
    size_t steps = (n - i) / 64;
    if (steps > 128)
      steps = 128;
    v128_t part0 = wasm_i16x8_const_splat(0), part1 = part0, part2 = part0, part3 = part0;
    for (size_t step = 0; step < steps; ++step, a += 64, b += 64) {
      part0 = add(part0, a, b);
      part1 = add(part1, a + 16, b + 16);
      part2 = add(part2, a + 32, b + 32);
      part3 = add(part3, a + 48, b + 48);
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
    total += (uint32_t)abs(*a++ - *b++);
  return total;
}
