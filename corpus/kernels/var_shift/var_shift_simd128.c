// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of var_shift.c. Wasm shifts all lanes by the same number, and shifting by each bit of the number costs more than scalar shifts:
// scalar, unrolled. Exact.
#include <stddef.h>
#include <stdint.h>

void var_shift(const int32_t *restrict sums, const int32_t *restrict multipliers, const int32_t *restrict shifts, int32_t *restrict output,
               size_t n) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4, sums += 4, multipliers += 4, shifts += 4, output += 4) {
    int32_t value0 = (sums[0] * multipliers[0]) >> shifts[0];
    int32_t value1 = (sums[1] * multipliers[1]) >> shifts[1];
    output[0] = value0;
    output[1] = value1;
    int32_t value2 = (sums[2] * multipliers[2]) >> shifts[2];
    int32_t value3 = (sums[3] * multipliers[3]) >> shifts[3];
    output[2] = value2;
    output[3] = value3;
  }
#pragma clang loop vectorize(disable)
  for (; i < n; ++i)
    *output++ = (*sums++ * *multipliers++) >> *shifts++;
}
