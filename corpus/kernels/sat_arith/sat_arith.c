// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two images added and clamped to bytes, as in overlays and augmentation. -DREMEDIED: clang's builtin for saturating addition.
#include <stddef.h>
#include <stdint.h>

void sat_arith(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, size_t n) {
  for (size_t i = 0; i < n; ++i) {
#ifdef REMEDIED
    output[i] = __builtin_elementwise_add_sat(a[i], b[i]);
#else
    int sum = a[i] + b[i];
    output[i] = sum > 255 ? 255 : sum;
#endif
  }
}
