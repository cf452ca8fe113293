// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot product of two vectors of signed bytes, as in quantized layers.
#include <stddef.h>
#include <stdint.h>

int32_t dot_i8(const int8_t *a, const int8_t *b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
