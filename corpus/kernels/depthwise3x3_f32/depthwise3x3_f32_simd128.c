// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of depthwise3x3_f32.c: the nine weights of four channels stay in registers while a row is walked; the border is peeled. Exact: every
// output adds bias and products in the order of the plain loops.
#include <stddef.h>
#include <wasm_simd128.h>

static float border(const float *input, const float *weights, float bias, int y, int x, int height, int width, int channels, int c) {
  float sum = bias;
  for (int ky = 0; ky < 3; ++ky)
    for (int kx = 0; kx < 3; ++kx) {
      int iy = y + ky - 1, ix = x + kx - 1;
      if (iy >= 0 && iy < height && ix >= 0 && ix < width)
        sum += input[((size_t)iy * (size_t)width + (size_t)ix) * (size_t)channels + (size_t)c] *
               weights[(size_t)(ky * 3 + kx) * (size_t)channels + (size_t)c];
    }
  return sum;
}

// Four channels of one output; taps outside the image are skipped.
static inline v128_t border4(const float *input, const float *weights, v128_t bias, int y, int x, int height, int width, int channels) {
  v128_t sum = bias;
  for (int ky = 0; ky < 3; ++ky)
    for (int kx = 0; kx < 3; ++kx) {
      int iy = y + ky - 1, ix = x + kx - 1;
      if (iy >= 0 && iy < height && ix >= 0 && ix < width)
        sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(input + ((size_t)iy * (size_t)width + (size_t)ix) * (size_t)channels),
                                                 wasm_v128_load(weights + (size_t)(ky * 3 + kx) * (size_t)channels)));
    }
  return sum;
}

static inline v128_t add3(v128_t sum, const float *row, size_t channels, v128_t weight0, v128_t weight1, v128_t weight2) {
  sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(row), weight0));
  sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(row + channels), weight1));
  return wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(row + 2 * channels), weight2));
}

void depthwise3x3_f32(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output,
                      int height, int width, int channels) {
  size_t step = (size_t)channels, line = (size_t)width * step;
  for (int y = 0; y < height; ++y) {
    int inside = y > 0 && y < height - 1;
    int c = 0;
    for (; c + 4 <= channels; c += 4) {
      v128_t start = wasm_v128_load(bias + c);
      v128_t weight[9];
      for (int tap = 0; tap < 9; ++tap)
        weight[tap] = wasm_v128_load(weights + (size_t)tap * step + c);
      float *out = output + (size_t)y * line + c;
      for (int x = 0; x < width; ++x, out += step) {
        if (!inside || x == 0 || x == width - 1) {
          wasm_v128_store(out, border4(input + c, weights + c, start, y, x, height, width, channels));
          continue;
        }
        const float *row0 = input + (size_t)(y - 1) * line + (size_t)(x - 1) * step + c, *row1 = row0 + line, *row2 = row1 + line;
        for (; x < width - 1; ++x, row0 += step, row1 += step, row2 += step, out += step) {
          v128_t sum = add3(start, row0, step, weight[0], weight[1], weight[2]);
          sum = add3(sum, row1, step, weight[3], weight[4], weight[5]);
          wasm_v128_store(out, add3(sum, row2, step, weight[6], weight[7], weight[8]));
        }
        --x;
        out -= step;
      }
    }
    for (; c < channels; ++c)
      for (int x = 0; x < width; ++x)
        output[(size_t)y * line + (size_t)x * step + (size_t)c] = border(input, weights, bias[c], y, x, height, width, channels, c);
  }
}
