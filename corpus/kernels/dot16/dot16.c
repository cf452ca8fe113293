// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Window times samples: the inner product at the front of a keyword spotter. -DREMEDIED: as wide as i32x4.dot_i16x8_s.
#include <stddef.h>
#include <stdint.h>

int32_t dot16(const int16_t *window, const int16_t *samples, size_t n) {
  int32_t sum = 0;
#ifdef REMEDIED
#pragma clang loop vectorize_width(8) interleave_count(4)
#endif
  for (size_t i = 0; i < n; ++i)
    sum += window[i] * samples[i];
  return sum;
}
