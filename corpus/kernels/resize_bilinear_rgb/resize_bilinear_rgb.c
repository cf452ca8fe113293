// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An RGB image of bytes (height x width x 3), stretched or shrunk to another size by bilinear interpolation between the centres of pixels,
// edges repeated, no smoothing: what comes before normalise_image. In fixed point, so that every target gives the same bytes: weights have
// 8 bits, and no byte is further than 1.5 from the exact value. `row` is scratch for 3 * input_width numbers.
#include <stddef.h>
#include <stdint.h>

// Where the centre of output pixel `i` lies among the centres of the input's, in 32.32, kept inside; `step` is input / output in 32.32.
static int64_t position(int64_t i, int64_t step, int64_t inputs) {
  int64_t last = (inputs - 1) << 32;
  int64_t at = i * step + (step >> 1) - ((int64_t)1 << 31) + ((int64_t)1 << 23); // rounded to the 8 bits that count
  return at < 0 ? 0 : at < last ? at : last;
}

void resize_bilinear_rgb(const uint8_t *input, uint8_t *output, uint32_t *row, int input_width, int input_height, int output_width,
                         int output_height) {
  int64_t step_x = ((int64_t)input_width << 32) / output_width, step_y = ((int64_t)input_height << 32) / output_height;
  size_t line = (size_t)input_width * 3;
  for (int y = 0; y < output_height; ++y) {
    int64_t at_y = position(y, step_y, input_height);
    uint32_t below = (uint32_t)(at_y >> 24 & 255);
    const uint8_t *upper = input + (size_t)(at_y >> 32) * line, *lower = below ? upper + line : upper;
    for (size_t i = 0; i < line; ++i)
      row[i] = upper[i] * (256 - below) + lower[i] * below;
    for (int x = 0; x < output_width; ++x) {
      int64_t at_x = position(x, step_x, input_width);
      uint32_t right = (uint32_t)(at_x >> 24 & 255);
      const uint32_t *left_pixel = row + (size_t)(at_x >> 32) * 3, *right_pixel = right ? left_pixel + 3 : left_pixel;
      for (int c = 0; c < 3; ++c)
        *output++ = (uint8_t)((left_pixel[c] * (256 - right) + right_pixel[c] * right + 32768) >> 16);
    }
  }
}
