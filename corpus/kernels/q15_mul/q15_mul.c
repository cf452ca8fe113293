// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A window applied to audio: 16-bit samples times 16-bit fractions, rounded and clamped.
#include <stddef.h>
#include <stdint.h>

void q15_mul(const int16_t *samples, const int16_t *window, int16_t *output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    int32_t product = (samples[i] * window[i] + 0x4000) >> 15;
    output[i] = (int16_t)(product > 32767 ? 32767 : product);
  }
}
