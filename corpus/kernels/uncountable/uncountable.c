// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The length stands in memory, and the output may overwrite it.
#include <stdint.h>

void uncountable(const int32_t *input, int32_t *output, const int32_t *count) {
  for (int32_t i = 0; i < *count; ++i)
    output[i] = input[i] * 3 + 1;
}
