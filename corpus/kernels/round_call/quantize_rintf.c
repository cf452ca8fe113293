// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Floats to int8 by one scale: clamped, rounded by rintf, which is an instruction on Wasm, then converted.
#include <math.h>
#include <stdint.h>

void quantize(const float *restrict input, int8_t *restrict output, int n, float scale) {
  for (int i = 0; i < n; ++i) {
    float x = input[i] * scale;
    x = x < -128.0f ? -128.0f : x;
    x = x > 127.0f ? 127.0f : x;
    output[i] = (int8_t)(int)rintf(x);
  }
}
