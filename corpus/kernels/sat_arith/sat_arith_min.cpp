// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// sat_arith.c with std::min.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" void sat_arith(const uint8_t *a, const uint8_t *b, uint8_t *output, size_t n) {
  std::span<const uint8_t> left(a, n), right(b, n);
  std::span<uint8_t> sums(output, n);
  for (size_t i = 0; i < sums.size(); i++)
    sums[i] = static_cast<uint8_t>(std::min(left[i] + right[i], 255));
}
