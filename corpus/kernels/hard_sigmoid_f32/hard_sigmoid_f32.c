// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The activation hard-sigmoid as ONNX has it: 0.2 x + 0.5, kept between 0 and 1 by the functions of the C library.
#include <math.h>

void hard_sigmoid_f32(const float *input, float *output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = fmaxf(0.0f, fminf(1.0f, 0.2f * input[i] + 0.5f));
}
