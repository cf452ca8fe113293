// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of widen_scale_i8.c: the zero point is taken off in 16 bits, 16 bytes at a time. Exact for zero points from -128 to 127.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static inline void store8(int32_t *output, v128_t value, v128_t factor) {
  wasm_v128_store(output, wasm_i32x4_mul(wasm_i32x4_extend_low_i16x8(value), factor));
  wasm_v128_store(output + 4, wasm_i32x4_mul(wasm_i32x4_extend_high_i16x8(value), factor));
}

void widen_scale_i8(const int8_t *restrict input, int32_t *restrict output, size_t n, int32_t zero_point, int32_t factor) {
  v128_t zero = wasm_i16x8_splat((int16_t)zero_point), factors = wasm_i32x4_splat(factor);
  size_t i = 0;
  for (; i + 16 <= n; i += 16, input += 16, output += 16) {
    store8(output, wasm_i16x8_sub(wasm_i16x8_load8x8(input), zero), factors);
    store8(output + 8, wasm_i16x8_sub(wasm_i16x8_load8x8(input + 8), zero), factors);
  }
  for (; i < n; ++i)
    *output++ = (*input++ - zero_point) * factor;
}
