// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The echo taken off a signal: 16-bit samples subtracted and clamped.
#include <stdint.h>

void sat_sub_i16(const int16_t *signal, const int16_t *echo, int16_t *output, int n) {
  for (int i = 0; i < n; i++) {
    int difference = signal[i] - echo[i];
    if (difference > 32767)
      difference = 32767;
    else if (difference < -32768)
      difference = -32768;
    output[i] = (int16_t)difference;
  }
}
