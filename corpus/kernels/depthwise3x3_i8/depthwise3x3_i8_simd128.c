// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of depthwise3x3_i8.c: the weights of eight channels stay in registers, two taps to a vector, for a row of outputs;
// i32x4.dot_i16x8_s takes two taps at a time. The zero point times the weights' sum is part of the bias. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

#define ZIP_LOW(a, b) wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define ZIP_HIGH(a, b) wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15)

// Two taps of eight channels: sums += their products.
#define ADD_TAPS(a, b, weight)                                                                                                             \
  do {                                                                                                                                     \
    v128_t left = wasm_i16x8_load8x8(a), right = wasm_i16x8_load8x8(b);                                                                    \
    low = wasm_i32x4_add(low, wasm_i32x4_dot_i16x8(ZIP_LOW(left, right), weight[0]));                                                      \
    high = wasm_i32x4_add(high, wasm_i32x4_dot_i16x8(ZIP_HIGH(left, right), weight[1]));                                                   \
  } while (0)

void depthwise3x3_i8(const int8_t *restrict input, const int8_t *restrict weights, const int32_t *restrict bias, int32_t *restrict output,
                     int height, int width, int channels, int32_t input_zero) {
  const v128_t zero = wasm_i16x8_const_splat(0);
  size_t line = (size_t)width * channels;
  int c = 0;
  for (; c + 8 <= channels; c += 8) {
    v128_t tap[10], pair[5][2];
    v128_t low0 = wasm_v128_load(bias + c), high0 = wasm_v128_load(bias + c + 4), sum = zero;
    for (int i = 0; i < 9; ++i) {
      tap[i] = wasm_i16x8_load8x8(weights + i * channels + c);
      sum = wasm_i16x8_add(sum, tap[i]);
    }
    tap[9] = zero;
    for (int i = 0; i < 5; ++i) {
      pair[i][0] = ZIP_LOW(tap[2 * i], tap[2 * i + 1]);
      pair[i][1] = ZIP_HIGH(tap[2 * i], tap[2 * i + 1]);
    }
    low0 = wasm_i32x4_sub(low0, wasm_i32x4_mul(wasm_i32x4_extend_low_i16x8(sum), wasm_i32x4_splat(input_zero)));
    high0 = wasm_i32x4_sub(high0, wasm_i32x4_mul(wasm_i32x4_extend_high_i16x8(sum), wasm_i32x4_splat(input_zero)));
    for (int y = 0; y + 2 < height; ++y) {
      const int8_t *row0 = input + y * line + c, *row1 = row0 + line, *row2 = row1 + line;
      int32_t *to = output + (size_t)y * (width - 2) * channels + c;
      for (int x = 0; x + 2 < width; ++x, row0 += channels, row1 += channels, row2 += channels, to += channels) {
        v128_t low = low0, high = high0;
        ADD_TAPS(row0, row0 + channels, pair[0]);
        ADD_TAPS(row0 + 2 * channels, row1, pair[1]);
        ADD_TAPS(row1 + channels, row1 + 2 * channels, pair[2]);
        ADD_TAPS(row2, row2 + channels, pair[3]);
        v128_t last = wasm_i16x8_load8x8(row2 + 2 * channels);
        low = wasm_i32x4_add(low, wasm_i32x4_dot_i16x8(ZIP_LOW(last, last), pair[4][0]));
        high = wasm_i32x4_add(high, wasm_i32x4_dot_i16x8(ZIP_HIGH(last, last), pair[4][1]));
        wasm_v128_store(to, low);
        wasm_v128_store(to + 4, high);
      }
    }
  }
  for (; c < channels; ++c)
    for (int y = 0; y + 2 < height; ++y)
      for (int x = 0; x + 2 < width; ++x) {
        int32_t total = bias[c];
        for (int i = 0; i < 9; ++i)
          total += (input[(y + i / 3) * line + (x + i % 3) * channels + c] - input_zero) * weights[i * channels + c];
        output[(y * (width - 2) + x) * channels + c] = total;
      }
}
