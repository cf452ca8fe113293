// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// rgba_gray_u8.c over a std::span of pixels.
#include <cstdint>
#include <span>

namespace {
struct Pixel {
  uint8_t red, green, blue, alpha;
};

uint8_t luma(const Pixel &p) { return static_cast<uint8_t>((77 * p.red + 150 * p.green + 29 * p.blue + 128) >> 8); }
} // namespace

extern "C" void rgba_gray_struct(const uint8_t *rgba, uint8_t *gray, int pixels) {
  const std::span image(reinterpret_cast<const Pixel *>(rgba), static_cast<size_t>(pixels));
  for (const Pixel &pixel : image)
    *gray++ = luma(pixel);
}
