// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The addition of a quantized residual block: bytes with zero points, clamped to bytes. -DREMEDIED: in 16 bits.
#include <stddef.h>
#include <stdint.h>

#ifdef REMEDIED
typedef int16_t work;
#else
typedef int32_t work;
#endif

void widen(const int8_t *restrict a, const int8_t *restrict b, int8_t *restrict output, int16_t zero_a, int16_t zero_b, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    work x = a[i] - zero_a, y = b[i] - zero_b, sum = x + y;
    sum = sum < -128 ? -128 : sum;
    sum = sum > 127 ? 127 : sum;
    output[i] = sum;
  }
}
