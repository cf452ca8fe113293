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
  /// `modelBytes`: what an inference reads besides.
  MemoryCopies(uint64_t inputBytes, uint64_t outputBytes, uint64_t modelBytes)
      : pairs{Pair(inputBytes), Pair(outputBytes)}, model(modelBytes, 1), others(evictionBytes, 1) {}

  /// Takes one sample of each kind.
  void sample() {
    walk(others);
    cold.push_back(time());
    time(); // the first copy after that also loads the pages' translations
    warm.push_back(time());
    walk(model);
    for (Pair &pair : pairs)
      std::memset(pair.from.data(), ++written, pair.from.size());
    inUse.push_back(time());
  }

  /// Nanoseconds of both copies together: right after the same copies; with everything thrown out of the caches; as in use, where the
  /// source was just written and an inference has run since the destination was.
  std::vector<double> warm, cold, inUse;

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

  /// Has every cache line of `bytes` come to the caches.
  static void walk(const std::vector<char> &bytes) {
    char sum = 0;
    for (size_t index = 0; index < bytes.size(); index += 64)
      sum = static_cast<char>(sum + bytes[index]);
    asm volatile("" : : "r"(sum) : "memory");
  }

  std::vector<Pair> pairs;
  std::vector<char> model, others;
  char written = 0;
};

} // namespace nearnative::nn
