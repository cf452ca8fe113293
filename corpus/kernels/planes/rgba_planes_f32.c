// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RGBA pixels of bytes become three planes of floats between 0 and 1; alpha is dropped. What a canvas gives, what a model takes.
#include <stdint.h>

void rgba_planes_f32(const uint8_t *rgba, float *planes, int pixels) {
  float *red = planes, *green = planes + pixels, *blue = planes + 2 * pixels;
  for (int i = 0; i < pixels; ++i) {
    red[i] = (float)rgba[4 * i] * (1.0f / 255.0f);
    green[i] = (float)rgba[4 * i + 1] * (1.0f / 255.0f);
    blue[i] = (float)rgba[4 * i + 2] * (1.0f / 255.0f);
  }
}
