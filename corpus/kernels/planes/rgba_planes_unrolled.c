// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// rgba_planes_f32.c, unrolled by hand.
#include <stdint.h>

void rgba_planes_unrolled(const uint8_t *restrict rgba, float *restrict planes, int pixels) {
  const float scale = 1.0f / 255.0f;
  for (int channel = 0; channel < 3; ++channel) {
    const uint8_t *in = rgba + channel;
    float *out = planes + channel * pixels;
    int i = 0;
    for (; i + 4 <= pixels; i += 4, in += 16, out += 4) {
      out[0] = (float)in[0] * scale;
      out[1] = (float)in[4] * scale;
      out[2] = (float)in[8] * scale;
      out[3] = (float)in[12] * scale;
    }
    for (; i < pixels; ++i, in += 4)
      *out++ = (float)*in * scale;
  }
}
