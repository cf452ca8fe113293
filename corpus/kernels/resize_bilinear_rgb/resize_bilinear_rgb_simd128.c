// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of resize_bilinear_rgb.c: rows are mixed in 16 bits, which hold 256 * 255; a pixel's three channels are three of four
// lanes. Exact.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static int64_t position(int64_t i, int64_t step, int64_t inputs) {
  int64_t last = (inputs - 1) << 32;
  int64_t at = i * step + (step >> 1) - ((int64_t)1 << 31) + ((int64_t)1 << 23);
  return at < 0 ? 0 : at < last ? at : last;
}

void resize_bilinear_rgb(const uint8_t *restrict input, uint8_t *restrict output, uint32_t *restrict row, int input_width, int input_height,
                         int output_width, int output_height) {
  int64_t step_x = ((int64_t)input_width << 32) / output_width, step_y = ((int64_t)input_height << 32) / output_height;
  size_t line = (size_t)input_width * 3;
  for (int y = 0; y < output_height; ++y) {
    int64_t at_y = position(y, step_y, input_height);
    uint32_t below = (uint32_t)(at_y >> 24 & 255);
    const uint8_t *upper = input + (size_t)(at_y >> 32) * line, *lower = below ? upper + line : upper;
    v128_t up = wasm_i16x8_splat((int16_t)(256 - below)), down = wasm_i16x8_splat((int16_t)below);
    size_t i = 0;
    for (; i + 8 <= line; i += 8) {
      v128_t mixed = wasm_i16x8_add(wasm_i16x8_mul(wasm_u16x8_load8x8(upper + i), up), wasm_i16x8_mul(wasm_u16x8_load8x8(lower + i), down));
      wasm_v128_store(row + i, wasm_u32x4_extend_low_u16x8(mixed));
      wasm_v128_store(row + i + 4, wasm_u32x4_extend_high_u16x8(mixed));
    }
    for (; i < line; ++i)
      row[i] = upper[i] * (256 - below) + lower[i] * below;
    // A pixel is read, and written, as four numbers: not where the fourth would lie outside.
    for (int x = 0; x < output_width; ++x, output += 3) {
      int64_t at_x = position(x, step_x, input_width);
      uint32_t right = (uint32_t)(at_x >> 24 & 255), index = (uint32_t)(at_x >> 32);
      const uint32_t *left_pixel = row + index * 3, *right_pixel = right ? left_pixel + 3 : left_pixel;
      if (x + 1 < output_width && index + 2 < (uint32_t)input_width) {
        v128_t left = wasm_i32x4_mul(wasm_v128_load(left_pixel), wasm_i32x4_splat((int32_t)(256 - right)));
        v128_t sum = wasm_i32x4_add(left, wasm_i32x4_mul(wasm_v128_load(right_pixel), wasm_i32x4_splat((int32_t)right)));
        sum = wasm_i32x4_add(sum, wasm_i32x4_const_splat(32768));
        v128_t bytes = wasm_i8x16_shuffle(sum, sum, 2, 6, 10, 14, 2, 6, 10, 14, 2, 6, 10, 14, 2, 6, 10, 14);
        wasm_v128_store32_lane(output, bytes, 0);
      } else
        for (int c = 0; c < 3; ++c)
          output[c] = (uint8_t)((left_pixel[c] * (256 - right) + right_pixel[c] * right + 32768) >> 16);
    }
  }
}
