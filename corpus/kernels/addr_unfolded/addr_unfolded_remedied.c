// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As addr_unfolded.c. The empty asm hides where the pointers come from, so that LLVM leaves the distances to them alone.
#include <stddef.h>

typedef float f32x4 __attribute__((vector_size(16), aligned(4)));

void addr_unfolded(float *restrict out, const float *restrict x, const float *restrict y, float s, size_t n) {
  for (size_t i = 0; i + 16 <= n; i += 16) {
    f32x4 *to = (f32x4 *)(out + i);
    const f32x4 *from = (const f32x4 *)(x + i), *add = (const f32x4 *)(y + i);
    __asm__("" : "+r"(to), "+r"(from), "+r"(add));
    to[0] = s * from[0] + add[0];
    to[1] = s * from[1] + add[1];
    to[2] = s * from[2] + add[2];
    to[3] = s * from[3] + add[3];
  }
}
