// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of qconv1x1_i8.c: tiles of two pixels and four outputs as in gemm_i8_simd128.c, then requantize_i8_simd128.c on the four sums.
// Exact for zero points from -128 to 127.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { magicBits = 0x4B400000 }; // 1.5 * 2^23 as a float

static inline v128_t addPairs(v128_t x, v128_t y) {
  return wasm_i32x4_add(wasm_i32x4_shuffle(x, y, 0, 2, 4, 6), wasm_i32x4_shuffle(x, y, 1, 3, 5, 7));
}

static inline v128_t dot(v128_t sum, v128_t x, v128_t y) { return wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(x, y)); }

static inline void storeBytes(int8_t *output, v128_t sum, float scale, int32_t zero) {
  v128_t value = wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_convert_i32x4(sum), wasm_f32x4_splat(scale)), wasm_i32x4_const_splat(magicBits));
  value = wasm_i32x4_sub(wasm_i32x4_max(value, wasm_i32x4_splat(magicBits - 128 - zero)), wasm_i32x4_splat(magicBits - zero));
  value = wasm_i16x8_narrow_i32x4(value, value);
  wasm_v128_store32_lane(output, wasm_i8x16_narrow_i16x8(value, value), 0);
}

static int8_t plain(const int8_t *input, const int8_t *weights, int32_t sum, int inputs, int32_t input_zero, float scale,
                    int32_t output_zero) {
  for (int i = 0; i < inputs; ++i)
    sum += (input[i] - input_zero) * weights[i];
  int32_t value = (int32_t)lrintf((float)sum * scale) + output_zero;
  return (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
}

void qconv1x1_i8(const int8_t *restrict input, const int8_t *restrict weights, const int32_t *restrict bias, int8_t *restrict output,
                 int pixels, int inputs, int outputs, int32_t input_zero, float scale, int32_t output_zero) {
  v128_t zero = wasm_i16x8_splat((int16_t)input_zero);
  int pixel = 0;
  for (; pixel + 2 <= pixels; pixel += 2) {
    const int8_t *row0 = input + (size_t)pixel * inputs, *row1 = row0 + inputs;
    int8_t *to = output + (size_t)pixel * outputs;
    int o = 0;
    for (; o + 4 <= outputs; o += 4) {
      const int8_t *weights0 = weights + (size_t)o * inputs, *weights1 = weights0 + inputs, *weights2 = weights1 + inputs,
                   *weights3 = weights2 + inputs;
      v128_t sum00 = wasm_i32x4_const_splat(0), sum01 = sum00, sum02 = sum00, sum03 = sum00;
      v128_t sum10 = sum00, sum11 = sum00, sum12 = sum00, sum13 = sum00;
      int i = 0;
      for (; i + 8 <= inputs; i += 8) {
        v128_t x0 = wasm_i16x8_sub(wasm_i16x8_load8x8(row0 + i), zero), x1 = wasm_i16x8_sub(wasm_i16x8_load8x8(row1 + i), zero);
        v128_t y = wasm_i16x8_load8x8(weights0 + i);
        sum00 = dot(sum00, x0, y);
        sum10 = dot(sum10, x1, y);
        y = wasm_i16x8_load8x8(weights1 + i);
        sum01 = dot(sum01, x0, y);
        sum11 = dot(sum11, x1, y);
        y = wasm_i16x8_load8x8(weights2 + i);
        sum02 = dot(sum02, x0, y);
        sum12 = dot(sum12, x1, y);
        y = wasm_i16x8_load8x8(weights3 + i);
        sum03 = dot(sum03, x0, y);
        sum13 = dot(sum13, x1, y);
      }
      v128_t start = wasm_v128_load(bias + o);
      v128_t total0 = wasm_i32x4_add(start, addPairs(addPairs(sum00, sum01), addPairs(sum02, sum03)));
      v128_t total1 = wasm_i32x4_add(start, addPairs(addPairs(sum10, sum11), addPairs(sum12, sum13)));
      for (; i < inputs; ++i) {
        v128_t y = wasm_i32x4_make(weights0[i], weights1[i], weights2[i], weights3[i]);
        total0 = wasm_i32x4_add(total0, wasm_i32x4_mul(wasm_i32x4_splat(row0[i] - input_zero), y));
        total1 = wasm_i32x4_add(total1, wasm_i32x4_mul(wasm_i32x4_splat(row1[i] - input_zero), y));
      }
      storeBytes(to + o, total0, scale, output_zero);
      storeBytes(to + outputs + o, total1, scale, output_zero);
    }
    for (; o < outputs; ++o) {
      to[o] = plain(row0, weights + (size_t)o * inputs, bias[o], inputs, input_zero, scale, output_zero);
      to[outputs + o] = plain(row1, weights + (size_t)o * inputs, bias[o], inputs, input_zero, scale, output_zero);
    }
  }
  for (; pixel < pixels; ++pixel)
    for (int o = 0; o < outputs; ++o)
      output[(size_t)pixel * outputs + o] =
          plain(input + (size_t)pixel * inputs, weights + (size_t)o * inputs, bias[o], inputs, input_zero, scale, output_zero);
}
