// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// sum_u8.c with an algorithm of the standard library.
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>

extern "C" uint32_t sum_u8(const uint8_t *values, size_t n) {
  std::span<const uint8_t> bytes(values, n);
  return std::accumulate(bytes.begin(), bytes.end(), uint32_t{0});
}
