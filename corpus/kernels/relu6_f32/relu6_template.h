// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// relu6 for any floating-point type and any way to go through memory.
#pragma once
#include <algorithm>

template <typename T> struct Relu6 {
  T operator()(T x) const { return std::min(std::max(x, T(0)), T(6)); }
};

template <typename T, typename Function> void map(const T *first, const T *last, T *output, Function function) {
  for (; first != last; ++first, ++output)
    *output = function(*first);
}
