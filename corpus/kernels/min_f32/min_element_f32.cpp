// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// min_f32.c by the standard library.
#include <algorithm>

extern "C" float min_element_f32(const float *values, int n) { return *std::min_element(values, values + n); }
