// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot16.c unrolled by four, with one sum.
#include <stddef.h>
#include <stdint.h>

int32_t dot16(const int16_t *window, const int16_t *samples, size_t n) {
  int32_t sum = 0;
  size_t i = 0;
  for (; i + 3 < n; i += 4)
    sum += window[i] * samples[i] + window[i + 1] * samples[i + 1] + window[i + 2] * samples[i + 2] + window[i + 3] * samples[i + 3];
  for (; i < n; ++i)
    sum += window[i] * samples[i];
  return sum;
}
