// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Layers that work in place on arrays with fixed addresses, as a static tensor arena has them.

enum { SIZE = 4096, LAYERS = 16 };
float hidden[SIZE], residual[SIZE];

void global_iv(float *restrict out, const float *restrict in, int n) {
  n = n < SIZE ? n : SIZE;
  for (int i = 0; i < n; ++i)
    hidden[i] = residual[i] = in[i];

  for (int layer = 0; layer < LAYERS; ++layer)
    for (int i = 0; i < n; ++i)
      hidden[i] = hidden[i] * 0.5f + residual[i];
  for (int i = 0; i < n; ++i)
    out[i] = hidden[i];
}
