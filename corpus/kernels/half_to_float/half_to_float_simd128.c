// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of half_to_float.c: exponent and fraction move in one shift; subnormals are put right by one subtraction of floats, none of them
// subnormal. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t convert4(v128_t half) {
  v128_t bits = wasm_i32x4_shl(wasm_v128_and(half, wasm_i32x4_const_splat(0x7FFF)), 13);
  v128_t sign = wasm_i32x4_shl(wasm_v128_and(half, wasm_i32x4_const_splat(0x8000)), 16);
  v128_t special = wasm_i32x4_gt(bits, wasm_i32x4_const_splat(0x0F7FFFFF)); // infinity, NaN
  v128_t small = wasm_i32x4_lt(bits, wasm_i32x4_const_splat(0x00800000));   // zero, subnormal
  v128_t normal = wasm_i32x4_add(bits, wasm_i32x4_const_splat(112 << 23));
  normal = wasm_i32x4_add(normal, wasm_v128_and(special, wasm_i32x4_const_splat(112 << 23)));
  v128_t subnormal = wasm_f32x4_sub(wasm_i32x4_add(bits, wasm_i32x4_const_splat(113 << 23)), wasm_f32x4_const_splat(0x1p-14f));
  return wasm_v128_or(wasm_v128_bitselect(subnormal, normal, small), sign);
}

void half_to_float(const uint16_t *restrict input, float *restrict output, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8, input += 8, output += 8) {
    wasm_v128_store(output, convert4(wasm_u32x4_load16x4(input)));
    wasm_v128_store(output + 4, convert4(wasm_u32x4_load16x4(input + 4)));
  }
  for (; i < n; ++i)
    wasm_v128_store32_lane(output++, convert4(wasm_i32x4_splat(*input++)), 0);
}
