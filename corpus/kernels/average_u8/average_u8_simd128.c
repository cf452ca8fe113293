// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of average_u8.c: i8x16.avgr_u. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

void average_u8(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  size_t i = 0;
  for (; i + 64 <= n; i += 64, a += 64, b += 64, output += 64) {
    wasm_v128_store(output, wasm_u8x16_avgr(wasm_v128_load(a), wasm_v128_load(b)));
    wasm_v128_store(output + 16, wasm_u8x16_avgr(wasm_v128_load(a + 16), wasm_v128_load(b + 16)));
    wasm_v128_store(output + 32, wasm_u8x16_avgr(wasm_v128_load(a + 32), wasm_v128_load(b + 32)));
    wasm_v128_store(output + 48, wasm_u8x16_avgr(wasm_v128_load(a + 48), wasm_v128_load(b + 48)));
  }
  for (; i < n; ++i)
    *output++ = (uint8_t)((*a++ + *b++ + 1) >> 1);
}
