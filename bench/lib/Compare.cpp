// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Compare.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <type_traits>

namespace nearnative {

namespace {

template <class T> std::string text(T value) {
  char buffer[64];
  if constexpr (std::is_floating_point_v<T>)
    std::snprintf(buffer, sizeof buffer, "%.9g", static_cast<double>(value));
  else
    std::snprintf(buffer, sizeof buffer, "%lld", static_cast<long long>(value));
  return buffer;
}

struct EqualBits {
  template <class T> bool operator()(T found, T expected) const {
    if constexpr (std::is_floating_point_v<T>) {
      using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
      return (std::isnan(found) && std::isnan(expected)) || std::bit_cast<Bits>(found) == std::bit_cast<Bits>(expected);
    } else {
      return found == expected;
    }
  }
};

struct EqualWithin {
  Tolerance tolerance;

  template <class T> bool operator()(T found, T expected) const {
    if constexpr (std::is_floating_point_v<T>) {
      if (std::isnan(found) || std::isnan(expected))
        return std::isnan(found) && std::isnan(expected);
      if (std::isinf(found) || std::isinf(expected))
        return found == expected;
      const double distance = std::abs(static_cast<double>(found) - static_cast<double>(expected));
      return distance <= tolerance.absolute + tolerance.relative * std::abs(static_cast<double>(expected));
    } else {
      const T most = std::max(found, expected);
      const T least = std::min(found, expected);
      const uint64_t distance = static_cast<uint64_t>(most) - static_cast<uint64_t>(least); // modulo 2^64, where the distance is exact
      return distance == 0 || static_cast<double>(distance) <= tolerance.absolute;
    }
  }
};

template <class T, class Equal>
Result<void> compareElements(const Output &output, uint64_t count, const char *found, const char *expected, const Equal &equal) {
  uint64_t different = 0;
  std::string first;
  for (uint64_t i = 0; i < count; ++i) {
    T a;
    T b;
    std::memcpy(&a, found + i * sizeof(T), sizeof a);
    std::memcpy(&b, expected + i * sizeof(T), sizeof b);
    if (equal(a, b))
      continue;
    if (different++ == 0)
      first = output.name + "[" + std::to_string(i) + "] is " + text(a) + " instead of " + text(b);
  }
  if (different == 0)
    return {};
  return failure("wrong result: " + first + " (" + std::to_string(different) + " of " + std::to_string(count) + " differ)");
}

template <class Equal>
Result<void> compareOutputs(const Entry &entry, ProblemSize size, std::string_view found, std::string_view expected, const Equal &equal) {
  const uint64_t bytes = outputBytes(entry, size);
  for (const auto &[side, actual] : {std::pair{"module", found.size()}, {"reference", expected.size()}})
    if (actual != bytes)
      return failure(std::string("the ") + side + " has outputs of " + std::to_string(actual) + " bytes where the manifest says " +
                     std::to_string(bytes) + "; was it built from this manifest?");
  const char *a = found.data();
  const char *b = expected.data();
  for (const Output &output : entry.outputs) {
    const uint64_t count = output.count.at(size);
    const auto compare = [&]<class T>(T) { return compareElements<T>(output, count, a, b, equal); };
    Result<void> result;
    switch (output.type) {
    case ElementType::i8:
      result = compare(int8_t{});
      break;
    case ElementType::u8:
      result = compare(uint8_t{});
      break;
    case ElementType::i16:
      result = compare(int16_t{});
      break;
    case ElementType::u16:
      result = compare(uint16_t{});
      break;
    case ElementType::i32:
      result = compare(int32_t{});
      break;
    case ElementType::u32:
      result = compare(uint32_t{});
      break;
    case ElementType::i64:
      result = compare(int64_t{});
      break;
    case ElementType::f32:
      result = compare(float{});
      break;
    case ElementType::f64:
      result = compare(double{});
      break;
    }
    if (!result)
      return result;
    a += count * bytesOf(output.type);
    b += count * bytesOf(output.type);
  }
  return {};
}

} // namespace

uint64_t outputBytes(const Entry &entry, ProblemSize size) {
  uint64_t bytes = 0;
  for (const Output &output : entry.outputs)
    bytes += output.count.at(size) * bytesOf(output.type);
  return bytes;
}

Result<void> compareBits(const Entry &entry, ProblemSize size, std::string_view found, std::string_view expected) {
  return compareOutputs(entry, size, found, expected, EqualBits{});
}

Result<void> compareWithinTolerance(const Entry &entry, ProblemSize size, std::string_view found, std::string_view expected) {
  return compareOutputs(entry, size, found, expected, EqualWithin{entry.tolerance});
}

} // namespace nearnative
