// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of q15_mul.c: i16x8.q15mulr_sat_s. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

void q15_mul(const int16_t *restrict samples, const int16_t *restrict window, int16_t *restrict output, size_t n) {
  size_t i = 0;
  for (; i + 32 <= n; i += 32, samples += 32, window += 32, output += 32) {
    wasm_v128_store(output, wasm_i16x8_q15mulr_sat(wasm_v128_load(samples), wasm_v128_load(window)));
    wasm_v128_store(output + 8, wasm_i16x8_q15mulr_sat(wasm_v128_load(samples + 8), wasm_v128_load(window + 8)));
    wasm_v128_store(output + 16, wasm_i16x8_q15mulr_sat(wasm_v128_load(samples + 16), wasm_v128_load(window + 16)));
    wasm_v128_store(output + 24, wasm_i16x8_q15mulr_sat(wasm_v128_load(samples + 24), wasm_v128_load(window + 24)));
  }
  for (; i < n; ++i) {
    int32_t product = (*samples++ * *window++ + 0x4000) >> 15;
    *output++ = (int16_t)(product > 32767 ? 32767 : product);
  }
}
