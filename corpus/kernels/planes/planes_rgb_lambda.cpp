// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// planes_rgb_u8.c with pointers that move, by std::clamp.
#include <algorithm>
#include <cstdint>

extern "C" void planes_rgb_lambda(const float *planes, uint8_t *rgb, int pixels) {
  const float *red = planes;
  const float *green = planes + pixels;
  const float *blue = green + pixels;
  const auto byte = [](float x) { return static_cast<uint8_t>(std::clamp(x * 255.0F + 0.5F, 0.0F, 255.0F)); };
  for (int i = 0; i < pixels; ++i) {
    *rgb++ = byte(*red++);
    *rgb++ = byte(*green++);
    *rgb++ = byte(*blue++);
  }
}
