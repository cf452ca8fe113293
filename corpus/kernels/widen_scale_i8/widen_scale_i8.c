// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bytes with a zero point to 32-bit numbers, times a factor: the input of an integer-only residual addition.
#include <stddef.h>
#include <stdint.h>

void widen_scale_i8(const int8_t *input, int32_t *output, size_t n, int32_t zero_point, int32_t factor) {
  for (size_t i = 0; i < n; ++i)
    output[i] = (input[i] - zero_point) * factor;
}
