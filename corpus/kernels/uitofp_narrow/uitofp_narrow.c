// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pixels to floats, with a hint that suits the bytes but not the floats. -DREMEDIED: four at a time, four times.
#include <stddef.h>
#include <stdint.h>

void uitofp_narrow(const uint8_t *restrict pixels, float *restrict output, float scale, float offset, size_t n) {
#ifdef REMEDIED
#pragma clang loop vectorize_width(4) interleave_count(4)
#else
#pragma clang loop vectorize_width(16)
#endif
  for (size_t i = 0; i < n; ++i)
    output[i] = pixels[i] * scale + offset;
}
