// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <math.h>

float activation(float x) { return fminf(fmaxf(x, 0.0f), 6.0f); }
