// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sigmoid by a clamped odd polynomial, as activations of small networks are approximated.

void const_in_loop(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i) {
    float x = in[i] * 0.25f;
    x = x < -1.0f ? -1.0f : x;
    x = x > 1.0f ? 1.0f : x;
    const float square = x * x;
    out[i] = 0.5f + x * (0.998f + square * (-1.12f + square * (1.08f + square * (-0.62f + square * 0.151f))));
  }
}
