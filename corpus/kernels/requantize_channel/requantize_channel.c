// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization with a bias and a scale for each channel: pixels x channels (NHWC).
#include <math.h>
#include <stdint.h>

void requantize_channel(const int32_t *input, const int32_t *bias, const float *scale, int8_t *output, int pixels, int channels,
                        int32_t zero_point) {
  for (int pixel = 0; pixel < pixels; ++pixel)
    for (int c = 0; c < channels; ++c) {
      float scaled = (float)(input[pixel * channels + c] + bias[c]) * scale[c];
      int32_t value = (int32_t)lrintf(scaled) + zero_point;
      output[pixel * channels + c] = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
    }
}
