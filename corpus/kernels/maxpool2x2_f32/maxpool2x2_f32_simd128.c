// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of maxpool2x2_f32.c, exact: pmax(largest, value) is largest < value ? value : largest, the comparison of the plain form.
#include <stddef.h>
#include <wasm_simd128.h>

static inline float larger(float a, float b) { return b > a ? b : a; }

void maxpool2x2_f32(const float *restrict input, float *restrict output, int height, int width, int channels) {
  size_t step = (size_t)channels, line = 2 * (size_t)width * step;
  for (int y = 0; y < height; ++y, input += line)
    for (int x = 0; x < width; ++x, input += 2 * step) {
      const float *left = input, *right = input + step, *below = input + line, *belowRight = below + step;
      size_t c = 0;
      for (; c + 8 <= step; c += 8, left += 8, right += 8, below += 8, belowRight += 8, output += 8) {
        v128_t first = wasm_f32x4_pmax(wasm_v128_load(left), wasm_v128_load(right));
        v128_t second = wasm_f32x4_pmax(wasm_v128_load(left + 4), wasm_v128_load(right + 4));
        first = wasm_f32x4_pmax(wasm_f32x4_pmax(first, wasm_v128_load(below)), wasm_v128_load(belowRight));
        second = wasm_f32x4_pmax(wasm_f32x4_pmax(second, wasm_v128_load(below + 4)), wasm_v128_load(belowRight + 4));
        wasm_v128_store(output, first);
        wasm_v128_store(output + 4, second);
      }
      for (; c < step; ++c)
        *output++ = larger(larger(larger(*left++, *right++), *below++), *belowRight++);
    }
}
