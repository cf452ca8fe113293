// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Brightness of RGB pixels: four pixels are twelve bytes, loaded at once and taken apart by shuffles. Clang's vector types compile for
// every target. The last pixels go through a padded copy, for a load takes sixteen bytes.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t bytes __attribute__((vector_size(16)));
typedef uint8_t four_bytes __attribute__((vector_size(4)));
typedef float floats __attribute__((vector_size(16)));

static inline floats luminance4(const uint8_t *rgb) {
  bytes pixels;
  memcpy(&pixels, rgb, sizeof pixels);
  four_bytes r = __builtin_shufflevector(pixels, pixels, 0, 3, 6, 9), g = __builtin_shufflevector(pixels, pixels, 1, 4, 7, 10),
             b = __builtin_shufflevector(pixels, pixels, 2, 5, 8, 11);
  return 0.299f * __builtin_convertvector(r, floats) + 0.587f * __builtin_convertvector(g, floats) +
         0.114f * __builtin_convertvector(b, floats);
}

void luminance(const uint8_t *restrict rgb, float *restrict output, size_t pixels) {
  size_t i = 0;
  for (; i + 6 <= pixels; i += 4) {
    floats result = luminance4(rgb + 3 * i);
    memcpy(output + i, &result, sizeof result);
  }
  while (i < pixels) {
    size_t count = pixels - i < 4 ? pixels - i : 4;
    uint8_t padded[16] = {0};
    memcpy(padded, rgb + 3 * i, 3 * count);
    floats result = luminance4(padded);
    memcpy(output + i, &result, count * sizeof(float));
    i += count;
  }
}
