// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of sat_sub_i16.c: i16x8.sub_sat_s. Exact.
#include <stdint.h>
#include <wasm_simd128.h>

void sat_sub_i16(const int16_t *restrict signal, const int16_t *restrict echo, int16_t *restrict output, int n) {
  int i = 0;
  for (; i + 32 <= n; i += 32, signal += 32, echo += 32, output += 32) {
    wasm_v128_store(output, wasm_i16x8_sub_sat(wasm_v128_load(signal), wasm_v128_load(echo)));
    wasm_v128_store(output + 8, wasm_i16x8_sub_sat(wasm_v128_load(signal + 8), wasm_v128_load(echo + 8)));
    wasm_v128_store(output + 16, wasm_i16x8_sub_sat(wasm_v128_load(signal + 16), wasm_v128_load(echo + 16)));
    wasm_v128_store(output + 24, wasm_i16x8_sub_sat(wasm_v128_load(signal + 24), wasm_v128_load(echo + 24)));
  }
  for (; i < n; ++i) {
    int difference = *signal++ - *echo++;
    *output++ = (int16_t)(difference > 32767 ? 32767 : difference < -32768 ? -32768 : difference);
  }
}
