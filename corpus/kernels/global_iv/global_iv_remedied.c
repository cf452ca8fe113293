// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// As global_iv.c, but the loops see pointers, not the arrays' names.

enum { SIZE = 4096, LAYERS = 16 };
float hidden[SIZE], residual[SIZE];

void global_iv(float *restrict out, const float *restrict in, int n) {
  n = n < SIZE ? n : SIZE;
  for (int i = 0; i < n; ++i)
    hidden[i] = residual[i] = in[i];
  float *restrict state = hidden;
  const float *restrict add = residual;
  __asm__("" : "+r"(state), "+r"(add));
  for (int layer = 0; layer < LAYERS; ++layer)
    for (int i = 0; i < n; ++i)
      state[i] = state[i] * 0.5f + add[i];
  for (int i = 0; i < n; ++i)
    out[i] = hidden[i];
}
