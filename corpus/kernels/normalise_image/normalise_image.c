// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An RGB image of bytes (height x width x 3) becomes three planes of floats (3 x height x width), normalised per channel: what comes before
// most vision models.
#include <stdint.h>

void normalise_image(const uint8_t *input, const float *mean, const float *inverse_deviation, float *output, int pixels) {
  for (int i = 0; i < pixels; ++i)
    for (int c = 0; c < 3; ++c)
      output[c * pixels + i] = ((float)input[i * 3 + c] * (1.0f / 255.0f) - mean[c]) * inverse_deviation[c];
}
