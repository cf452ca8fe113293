// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of resize_bilinear_f32.c, exact.
#include <stddef.h>
#include <wasm_simd128.h>

static inline void neighbours(int i, float step, int size, int *first, int *second, float *weight) {
  float at = ((float)i + 0.5f) * step - 0.5f;
  at = at < 0.0f ? 0.0f : at;
  int low = (int)at;
  low = low < size - 1 ? low : size - 1;
  *first = low;
  *second = low + 1 < size ? low + 1 : low;
  *weight = at - (float)low;
}

static inline v128_t mixed(v128_t from, v128_t to, v128_t weight) {
  return wasm_f32x4_add(from, wasm_f32x4_mul(wasm_f32x4_sub(to, from), weight));
}

static inline v128_t mixed4(const float *a, const float *b, const float *c, const float *d, v128_t across, v128_t down) {
  v128_t upper = mixed(wasm_v128_load(a), wasm_v128_load(b), across), lower = mixed(wasm_v128_load(c), wasm_v128_load(d), across);
  return mixed(upper, lower, down);
}

void resize_bilinear_f32(const float *restrict input, float *restrict output, int input_width, int input_height, int output_width,
                         int output_height, int channels) {
  float step_x = (float)input_width / (float)output_width, step_y = (float)input_height / (float)output_height;
  for (int y = 0; y < output_height; ++y) {
    int top, bottom;
    float down;
    neighbours(y, step_y, input_height, &top, &bottom, &down);
    const float *upper_row = input + (size_t)top * input_width * channels, *lower_row = input + (size_t)bottom * input_width * channels;
    v128_t downs = wasm_f32x4_splat(down);
    for (int x = 0; x < output_width; ++x) {
      int left, right;
      float across;
      neighbours(x, step_x, input_width, &left, &right, &across);
      const float *a = upper_row + left * channels, *b = upper_row + right * channels;
      const float *c = lower_row + left * channels, *d = lower_row + right * channels;
      v128_t acrosses = wasm_f32x4_splat(across);
      int k = 0;
      for (; k + 8 <= channels; k += 8, a += 8, b += 8, c += 8, d += 8, output += 8) {
        wasm_v128_store(output, mixed4(a, b, c, d, acrosses, downs));
        wasm_v128_store(output + 4, mixed4(a + 4, b + 4, c + 4, d + 4, acrosses, downs));
      }
      for (; k < channels; ++k, ++a, ++b, ++c, ++d) {
        float upper = *a + (*b - *a) * across, lower = *c + (*d - *c) * across;
        *output++ = upper + (lower - upper) * down;
      }
    }
  }
}
