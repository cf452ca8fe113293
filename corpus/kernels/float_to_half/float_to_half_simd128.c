// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of float_to_half.c: all four cases, then bitselect. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t convert4(v128_t value) {
  v128_t bits = wasm_v128_and(value, wasm_i32x4_const_splat(0x7FFFFFFF));
  v128_t sign = wasm_v128_and(wasm_u32x4_shr(value, 16), wasm_i32x4_const_splat(0x8000));
  v128_t odd = wasm_v128_and(wasm_u32x4_shr(bits, 13), wasm_i32x4_const_splat(1));
  v128_t half = wasm_u32x4_shr(wasm_i32x4_add(wasm_i32x4_add(bits, wasm_i32x4_const_splat((int32_t)0xC8000FFF)), odd), 13);
  v128_t small = wasm_i32x4_sub(wasm_f32x4_add(bits, wasm_f32x4_const_splat(0.5f)), wasm_i32x4_const_splat(0x3F000000));
  half = wasm_v128_bitselect(small, half, wasm_i32x4_lt(bits, wasm_i32x4_const_splat(0x38800000)));
  half = wasm_v128_bitselect(wasm_i32x4_const_splat(0x7C00), half, wasm_i32x4_gt(bits, wasm_i32x4_const_splat(0x477FEFFF)));
  half = wasm_v128_or(half, sign);
  return wasm_v128_bitselect(wasm_i32x4_const_splat(0x7E00), half, wasm_i32x4_gt(bits, wasm_i32x4_const_splat(0x7F800000)));
}

void float_to_half(const float *restrict input, uint16_t *restrict output, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8, input += 8, output += 8)
    wasm_v128_store(output, wasm_u16x8_narrow_i32x4(convert4(wasm_v128_load(input)), convert4(wasm_v128_load(input + 4))));
  for (; i < n; ++i)
    *output++ = (uint16_t)wasm_i32x4_extract_lane(convert4(wasm_v128_load32_splat(input++)), 0);
}
