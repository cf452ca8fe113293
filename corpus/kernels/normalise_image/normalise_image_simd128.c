// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of normalise_image.c: per four pixels one load, and per channel one swizzle that picks its bytes and widens them with zeros. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

// Hides where a vector comes from, so that it stays in a local: V8 builds a constant anew at each use.
static inline v128_t held(v128_t v) {
  __asm__("" : "+r"(v));
  return v;
}

static inline v128_t channel(v128_t bytes, v128_t pick, v128_t unit, v128_t mean, v128_t factor) {
  v128_t value = wasm_f32x4_convert_i32x4(wasm_i8x16_swizzle(bytes, pick));
  return wasm_f32x4_mul(wasm_f32x4_sub(wasm_f32x4_mul(value, unit), mean), factor);
}

void normalise_image(const uint8_t *restrict input, const float *restrict mean, const float *restrict inverse_deviation,
                     float *restrict output, int pixels) {
  v128_t unit = held(wasm_f32x4_const_splat(1.0f / 255.0f));
  v128_t red = held(wasm_u8x16_const(0, 255, 255, 255, 3, 255, 255, 255, 6, 255, 255, 255, 9, 255, 255, 255));
  v128_t green = held(wasm_u8x16_const(1, 255, 255, 255, 4, 255, 255, 255, 7, 255, 255, 255, 10, 255, 255, 255));
  v128_t blue = held(wasm_u8x16_const(2, 255, 255, 255, 5, 255, 255, 255, 8, 255, 255, 255, 11, 255, 255, 255));
  v128_t mean0 = wasm_f32x4_splat(mean[0]), mean1 = wasm_f32x4_splat(mean[1]), mean2 = wasm_f32x4_splat(mean[2]);
  v128_t factor0 = wasm_f32x4_splat(inverse_deviation[0]), factor1 = wasm_f32x4_splat(inverse_deviation[1]);
  v128_t factor2 = wasm_f32x4_splat(inverse_deviation[2]);
  float *out0 = output, *out1 = output + pixels, *out2 = output + 2 * (size_t)pixels;
  int i = 0;
  // A load reads 16 bytes of which 12 are used: the last four pixels and what is left of them go one by one.
  for (; i + 6 <= pixels; i += 4, input += 12, out0 += 4, out1 += 4, out2 += 4) {
    v128_t bytes = wasm_v128_load(input);
    wasm_v128_store(out0, channel(bytes, red, unit, mean0, factor0));
    wasm_v128_store(out1, channel(bytes, green, unit, mean1, factor1));
    wasm_v128_store(out2, channel(bytes, blue, unit, mean2, factor2));
  }
  for (; i < pixels; ++i, input += 3) {
    *out0++ = ((float)input[0] * (1.0f / 255.0f) - mean[0]) * inverse_deviation[0];
    *out1++ = ((float)input[1] * (1.0f / 255.0f) - mean[1]) * inverse_deviation[1];
    *out2++ = ((float)input[2] * (1.0f / 255.0f) - mean[2]) * inverse_deviation[2];
  }
}
