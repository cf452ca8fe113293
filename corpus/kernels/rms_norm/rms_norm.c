// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RMSNorm: every row divided by the root of its mean square, then weighed.
#include <math.h>

void rms_norm(const float *input, const float *weights, float *output, int rows, int columns, float epsilon) {
  for (int row = 0; row < rows; ++row) {
    const float *in = input + row * columns;
    float *out = output + row * columns;
    float squares = 0.0f;
    for (int i = 0; i < columns; ++i)
      squares += in[i] * in[i];
    float scale = 1.0f / sqrtf(squares / (float)columns + epsilon);
    for (int i = 0; i < columns; ++i)
      out[i] = in[i] * scale * weights[i];
  }
}
