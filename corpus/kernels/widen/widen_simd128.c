// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of widen.c: 16-bit lanes; the narrowing clamps. Exact for zero points from -128 to 127.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline v128_t add8(const int8_t *a, const int8_t *b, v128_t zeros) {
  return wasm_i16x8_sub(wasm_i16x8_add(wasm_i16x8_load8x8(a), wasm_i16x8_load8x8(b)), zeros);
}

void widen(const int8_t *restrict a, const int8_t *restrict b, int8_t *restrict output, int16_t zero_a, int16_t zero_b, size_t n) {
  v128_t zeros = wasm_i16x8_splat((int16_t)(zero_a + zero_b));
  size_t i = 0;
  for (; i + 32 <= n; i += 32, a += 32, b += 32, output += 32) {
    wasm_v128_store(output, wasm_i8x16_narrow_i16x8(add8(a, b, zeros), add8(a + 8, b + 8, zeros)));
    wasm_v128_store(output + 16, wasm_i8x16_narrow_i16x8(add8(a + 16, b + 16, zeros), add8(a + 24, b + 24, zeros)));
  }
  for (; i < n; ++i) {
    int32_t sum = *a++ - zero_a + *b++ - zero_b;
    *output++ = (int8_t)(sum < -128 ? -128 : sum > 127 ? 127 : sum);
  }
}
