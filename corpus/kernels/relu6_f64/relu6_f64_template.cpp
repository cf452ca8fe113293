// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6_f64.c as a template over the type and the function.
#include "../relu6_f32/relu6_template.h"

extern "C" void relu6_f64_template(const double *input, double *output, int n) { map(input, input + n, output, Relu6<double>{}); }
