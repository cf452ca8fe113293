// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest index is checked once, in 64 bits.
#include <stdint.h>

void chk_invariant(const float *restrict input, float *restrict output, uint32_t stride, uint32_t offset, uint32_t count, uint32_t n) {
  if (n && (uint64_t)(n - 1) * stride + offset >= count)
    __builtin_trap();
  for (uint32_t i = 0; i < n; ++i)
    output[i] = input[i * stride + offset] * 0.5f;
}
