// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// lut16.c with the table in an array of its own.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

void lookUp(std::span<const uint8_t> codes, std::span<int8_t> values, const std::array<int8_t, 16> &table) {
  for (size_t i = 0; i < codes.size(); ++i)
    values[i] = table[codes[i] & 0xF];
}

} // namespace

extern "C" void lut16(const uint8_t *codes, int8_t *values, const int8_t *table, size_t n) {
  std::array<int8_t, 16> entries;
  std::copy_n(table, entries.size(), entries.begin());
  lookUp({codes, n}, {values, n}, entries);
}
