// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of lut16.c: the table in a register, looked up with i8x16.swizzle. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

void lut16(const uint8_t *restrict codes, int8_t *restrict values, const int8_t *restrict table, size_t n) {
  v128_t entries = wasm_v128_load(table), low = wasm_i8x16_const_splat(15);
  size_t i = 0;
  for (; i + 64 <= n; i += 64, codes += 64, values += 64) {
    wasm_v128_store(values, wasm_i8x16_swizzle(entries, wasm_v128_and(wasm_v128_load(codes), low)));
    wasm_v128_store(values + 16, wasm_i8x16_swizzle(entries, wasm_v128_and(wasm_v128_load(codes + 16), low)));
    wasm_v128_store(values + 32, wasm_i8x16_swizzle(entries, wasm_v128_and(wasm_v128_load(codes + 32), low)));
    wasm_v128_store(values + 48, wasm_i8x16_swizzle(entries, wasm_v128_and(wasm_v128_load(codes + 48), low)));
  }
  for (; i < n; ++i)
    *values++ = table[*codes++ & 15];
}
