// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One channel of many, its index computed and checked each time: it may wrap, so that the largest is not the last one.
#include <stdint.h>

void chk_invariant(const float *restrict input, float *restrict output, uint32_t stride, uint32_t offset, uint32_t count, uint32_t n) {
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t at = i * stride + offset;
    if (at >= count)
      __builtin_trap();
    output[i] = input[at] * 0.5f;
  }
}
