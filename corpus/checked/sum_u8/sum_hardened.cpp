// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/sum_u8, checked by the hardened operator[] of std::span: libc++'s fast mode on Wasm, libstdc++'s assertions natively (flags in
// the manifest).
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" std::uint32_t sum_hardened(const std::uint8_t *values, std::size_t count, std::size_t n) {
  const std::span<const std::uint8_t> bytes(values, count);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += bytes[i];
  return sum;
}
