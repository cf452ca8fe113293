// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gather_f32, checked by std::vector::at. Without exceptions a bad index aborts.
#include "../borrowed_vector.h"
#include <cstdint>

extern "C" void gather_at(const float *__restrict table, std::size_t table_count, const std::int32_t *__restrict index,
                          std::size_t index_count, float *__restrict output, std::size_t output_count, std::size_t n) {
  const auto from = borrow(table, table_count);
  const auto places = borrow(index, index_count);
  auto to = borrow(output, output_count);
  for (std::size_t i = 0; i < n; ++i)
    to.at(i) = from.at(static_cast<std::size_t>(places.at(i)));
}
