// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vectors of the compiler, for every target.
#include <string.h>

typedef float float4 __attribute__((vector_size(16)));

static inline float4 load(const float *from) {
  float4 value;
  memcpy(&value, from, sizeof value);
  return value;
}

float source_simd(const float *a, const float *b, int n) {
  float4 sum = {0};
  for (int i = 0; i + 4 <= n; i += 4)
    sum += load(a + i) * load(b + i);
  return sum[0] + sum[1] + sum[2] + sum[3];
}
