// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/sum_u8 with every index tested: what a sandbox or a careful author writes by hand.
#include <stddef.h>
#include <stdint.h>

uint32_t sum_trap(const uint8_t *values, size_t count, size_t n) {
  uint32_t sum = 0;
  for (size_t i = 0; i < n; ++i) {
    if (i >= count)
      __builtin_trap();
    sum += values[i];
  }
  return sum;
}
