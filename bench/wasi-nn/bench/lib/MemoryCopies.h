// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The yardstick of set_input and get_output: one memcpy of as many bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstring>
#include <vector>

namespace nearnative::nn {

class MemoryCopies {
public:
  MemoryCopies(uint64_t inputBytes, uint64_t outputBytes) : pairs{Pair(inputBytes), Pair(outputBytes)}, others(evictionBytes) {}

  /// Takes one sample of each kind.
  void sample() {
    evict();
    cold.push_back(time());
    time(); // the first copy after the eviction also loads the pages' translations
    warm.push_back(time());
  }

  std::vector<double> warm, cold; ///< nanoseconds of both copies together

private:
  /// More than the last-level caches of today's machines hold for one core.
  static constexpr size_t evictionBytes = size_t{64} << 20;

  struct Pair {
    explicit Pair(uint64_t bytes) : from(bytes, 1), to(bytes, 2) {}
    std::vector<char> from, to;
  };

  double time() {
    const auto start = std::chrono::steady_clock::now();
    for (Pair &pair : pairs) {
      std::memcpy(pair.to.data(), pair.from.data(), pair.from.size());
      asm volatile("" : : "r"(pair.to.data()) : "memory"); // the copy has a reader that no optimiser knows
    }
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
  }

  void evict() {
    for (size_t index = 0; index < others.size(); index += 64)
      ++others[index];
    asm volatile("" : : "r"(others.data()) : "memory");
  }

  std::vector<Pair> pairs;
  std::vector<char> others;
};

} // namespace nearnative::nn
