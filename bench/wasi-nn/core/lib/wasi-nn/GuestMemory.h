// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guest's linear memory for the length of one host call. It must be fetched again at every call: the guest may grow (and so move) its
// memory in between. All arithmetic on guest numbers is in 64 bits; nothing is read through a pointer that was not checked here.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace nearnative::nn {

class GuestMemory {
public:
  /// `base` may be null when `size` is 0 (a guest without memory).
  GuestMemory(std::byte *base, uint64_t size) : memory(base, size) {}

  uint64_t size() const { return memory.size(); }

  /// `count` elements of `elementSize` bytes at `pointer`, or none when they do not lie inside.
  std::optional<std::span<std::byte>> range(uint32_t pointer, uint64_t count, uint64_t elementSize = 1) const {
    if (elementSize != 0 && count > memory.size() / elementSize)
      return std::nullopt;
    const uint64_t bytes = count * elementSize;
    if (pointer > memory.size() || bytes > memory.size() - pointer)
      return std::nullopt;
    return memory.subspan(pointer, bytes);
  }

  /// A little-endian u32 at any alignment, or none.
  std::optional<uint32_t> readU32(uint32_t pointer) const {
    const auto bytes = range(pointer, sizeof(uint32_t));
    if (!bytes)
      return std::nullopt;
    uint32_t value;
    std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  }

  /// False when it does not lie inside.
  bool writeU32(uint32_t pointer, uint32_t value) const {
    const auto bytes = range(pointer, sizeof value);
    if (bytes)
      std::memcpy(bytes->data(), &value, sizeof value);
    return bytes.has_value();
  }

private:
  std::span<std::byte> memory;
};

} // namespace nearnative::nn
