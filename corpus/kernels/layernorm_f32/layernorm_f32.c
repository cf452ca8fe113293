// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Layer normalization of every row of a matrix: mean 0 and variance 1, then scale and shift per column.
#include <math.h>
#include <stddef.h>

void layernorm_f32(const float *input, const float *scale, const float *shift, float *output, size_t rows, size_t columns, float epsilon) {
  for (size_t row = 0; row < rows; ++row) {
    const float *in = input + row * columns;
    float *out = output + row * columns;
    float mean = 0.0f;
    for (size_t i = 0; i < columns; ++i)
      mean += in[i];
    mean /= (float)columns;
    float variance = 0.0f;
    for (size_t i = 0; i < columns; ++i)
      variance += (in[i] - mean) * (in[i] - mean);
    variance /= (float)columns;
    float factor = 1.0f / sqrtf(variance + epsilon);
    for (size_t i = 0; i < columns; ++i)
      out[i] = (in[i] - mean) * factor * scale[i] + shift[i];
  }
}
