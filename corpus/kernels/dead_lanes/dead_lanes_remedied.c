// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As dead_lanes.c, four results at a time: every shuffle names every lane it makes.

typedef float f32x4 __attribute__((vector_size(16), aligned(4)));

void dead_lanes(float *restrict out, const float *restrict in, int n) {
#pragma clang fp reassociate(on)
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    const f32x4 *row = (const f32x4 *)(in + 4 * i);
    const f32x4 a = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5) + __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
    const f32x4 b = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5) + __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
    const f32x4 sum = __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
    *(f32x4 *)(out + i) = sum * 0.25f;
  }
#pragma clang loop vectorize(disable)
  for (; i < n; ++i)
    out[i] = (in[4 * i] + in[4 * i + 1] + in[4 * i + 2] + in[4 * i + 3]) * 0.25f;
}
