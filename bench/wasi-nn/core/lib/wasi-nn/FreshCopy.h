// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What InputMode::severalCopies is made of.
#pragma once

#include "wasi-nn/Abi.h"

#include <cstddef>
#include <cstring>
#include <memory>

namespace nearnative::nn {

inline void copyBytes(void *to, const void *from, size_t count) {
  if (count != 0) // the pointers of an empty tensor may be null
    std::memcpy(to, from, count);
}

/// Bytes in memory of their own, as a Rust host's `to_vec` and `clone` make them.
class FreshCopy {
public:
  FreshCopy() = default;
  FreshCopy(const void *from, size_t count) : bytes(std::make_unique_for_overwrite<std::byte[]>(count)), count(count) {
    copyBytes(bytes.get(), from, count);
  }
  FreshCopy(const FreshCopy &other) : FreshCopy(other.data(), other.size()) {}
  FreshCopy(FreshCopy &&) = default;
  FreshCopy &operator=(const FreshCopy &) = delete;
  FreshCopy &operator=(FreshCopy &&) = default;

  const std::byte *data() const { return bytes.get(); }
  size_t size() const { return count; }

  /// Built again element by element, as a conversion between bytes and numbers does it.
  FreshCopy rebuilt(TensorType type) const {
    switch (elementBytes(type)) {
    case 1:
      return rebuiltBy<uint8_t>();
    case 2:
      return rebuiltBy<uint16_t>();
    case 4:
      return rebuiltBy<uint32_t>();
    default:
      return rebuiltBy<uint64_t>();
    }
  }

private:
  template <class Element> FreshCopy rebuiltBy() const {
    FreshCopy copy;
    copy.bytes = std::make_unique_for_overwrite<std::byte[]>(count);
    copy.count = count;
    for (size_t i = 0; i + sizeof(Element) <= count; i += sizeof(Element)) {
      Element element;
      std::memcpy(&element, bytes.get() + i, sizeof element);
      std::memcpy(copy.bytes.get() + i, &element, sizeof element);
    }
    return copy;
  }

  std::unique_ptr<std::byte[]> bytes;
  size_t count = 0;
};

} // namespace nearnative::nn
