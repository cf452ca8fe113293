// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 4-bit codes to their values, as formats like NF4 and MXFP4 have them. -DREMEDIED: the table in a register, looked up with i8x16.swizzle.
#include <stddef.h>
#include <stdint.h>
#ifdef REMEDIED
#include <wasm_simd128.h>
#endif

void lut16(const uint8_t *restrict codes, int8_t *restrict values, const int8_t *restrict table, size_t n) {
  size_t i = 0;
#ifdef REMEDIED
  v128_t entries = wasm_v128_load(table), low = wasm_i8x16_const_splat(15);
  for (; i + 16 <= n; i += 16)
    wasm_v128_store(values + i, wasm_i8x16_swizzle(entries, wasm_v128_and(wasm_v128_load(codes + i), low)));
#pragma clang loop vectorize(disable)
#endif
  for (; i < n; ++i)
    values[i] = table[codes[i] & 15];
}
