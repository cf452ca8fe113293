// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A vectorized loop, one with a narrow product, one with a call per element.
#include <stdint.h>

float expf(float);

void add(float *restrict out, const float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = a[i] + b[i];
}

int dot(const int8_t *a, const int8_t *b, int n) {
  int total = 0;
  for (int i = 0; i < n; ++i)
    total += a[i] * b[i];
  return total;
}

void exponential(float *values, int n) {
  for (int i = 0; i < n; ++i)
    values[i] = expf(values[i]);
}
