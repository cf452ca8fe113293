// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// dot_u8s8.c with an algorithm of the standard library.
#include <cstddef>
#include <cstdint>
#include <numeric>

extern "C" int32_t dot_u8s8(const uint8_t *input, const int8_t *weights, size_t n) {
  return std::inner_product(input, input + n, weights, int32_t{0});
}
