// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to the integer levels of a quantized layer.
#include <stdint.h>

void to_levels(const float *restrict input, int32_t *restrict output, int n, float scale) {
  for (int i = 0; i < n; ++i)
    output[i] = (int32_t)(input[i] * scale);
}
