// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/sum_u8, checked by std::vector::at. Without exceptions a bad index aborts.
#include "../borrowed_vector.h"
#include <cstdint>

extern "C" std::uint32_t sum_at(const std::uint8_t *values, std::size_t count, std::size_t n) {
  const auto bytes = borrow(values, count);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += bytes.at(i);
  return sum;
}
