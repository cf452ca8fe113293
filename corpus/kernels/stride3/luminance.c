// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Brightness of RGB pixels.
#include <stddef.h>
#include <stdint.h>

void luminance(const uint8_t *restrict rgb, float *restrict output, size_t pixels) {
  for (size_t i = 0; i < pixels; ++i)
    output[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
}
