// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Softmax of every row of a matrix, with the maximum subtracted so that nothing overflows.
#include <math.h>

void softmax_f32(const float *input, float *output, int rows, int columns) {
  for (int row = 0; row < rows; ++row) {
    const float *in = input + row * columns;
    float *out = output + row * columns;
    float largest = in[0];
    for (int i = 1; i < columns; ++i)
      if (in[i] > largest)
        largest = in[i];
    float sum = 0.0f;
    for (int i = 0; i < columns; ++i) {
      out[i] = expf(in[i] - largest);
      sum += out[i];
    }
    for (int i = 0; i < columns; ++i)
      out[i] /= sum;
  }
}
