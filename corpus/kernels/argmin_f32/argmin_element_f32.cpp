// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// argmin_f32.c by the standard library.
#include <algorithm>
#include <iterator>

extern "C" int argmin_element_f32(const float *values, int n) {
  return static_cast<int>(std::distance(values, std::min_element(values, values + n)));
}
