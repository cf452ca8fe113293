// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Requantization with another multiplier and shift for each channel. -DREMEDIED: scalar.
#include <stddef.h>
#include <stdint.h>

void var_shift(const int32_t *restrict sums, const int32_t *restrict multipliers, const int32_t *restrict shifts, int32_t *restrict output,
               size_t n) {
#ifdef REMEDIED
#pragma clang loop vectorize(disable) unroll_count(4)
#endif
  for (size_t i = 0; i < n; ++i)
    output[i] = (sums[i] * multipliers[i]) >> shifts[i];
}
