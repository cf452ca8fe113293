// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The length is read once.
#include <stdint.h>

void uncountable(const int32_t *input, int32_t *output, const int32_t *count) {
  const int32_t n = *count;
  for (int32_t i = 0; i < n; ++i)
    output[i] = input[i] * 3 + 1;
}
