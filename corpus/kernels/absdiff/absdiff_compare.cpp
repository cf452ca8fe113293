// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// absdiff.c with spans, the larger minus the smaller.
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

uint32_t absoluteDifferences(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  uint32_t sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
  return sum;
}

} // namespace

extern "C" uint32_t absdiff(const uint8_t *a, const uint8_t *b, size_t n) { return absoluteDifferences({a, n}, {b, n}); }
