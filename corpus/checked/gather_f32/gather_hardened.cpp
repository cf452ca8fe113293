// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// kernels/gather_f32, checked by the hardened operator[] of std::span: libc++'s fast mode on Wasm, libstdc++'s assertions natively (flags
// in the manifest).
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" void gather_hardened(const float *__restrict table, std::size_t table_count, const std::int32_t *__restrict index,
                                std::size_t index_count, float *__restrict output, std::size_t output_count, std::size_t n) {
  const std::span<const float> from(table, table_count);
  const std::span<const std::int32_t> places(index, index_count);
  const std::span<float> to(output, output_count);
  for (std::size_t i = 0; i < n; ++i)
    to[i] = from[static_cast<std::size_t>(places[i])];
}
