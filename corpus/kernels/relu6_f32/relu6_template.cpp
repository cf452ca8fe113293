// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6_compare.c as a template over the type and the function.
#include "relu6_template.h"

extern "C" void relu6_template(const float *input, float *output, int n) { map(input, input + n, output, Relu6<float>{}); }
