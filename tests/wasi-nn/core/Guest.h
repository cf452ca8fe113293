// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guest without an engine: a linear memory in a block of exactly its size (AddressSanitizer sees every step over its end), and what a
// guest would write into it.
#pragma once

#include "wasi-nn/Abi.h"
#include "wasi-nn/GuestMemory.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nearnative::nn {

class Guest {
public:
  explicit Guest(uint32_t size = 65536) : bytes(std::make_unique<std::byte[]>(size)), count(size) {}

  GuestMemory memory() const { return {bytes.get(), count}; }
  uint32_t size() const { return count; }
  std::byte *data() const { return bytes.get(); }

  /// The memory moves, as an engine's may.
  void grow(uint32_t by) {
    auto larger = std::make_unique<std::byte[]>(count + by);
    std::memcpy(larger.get(), bytes.get(), count);
    bytes = std::move(larger);
    count += by;
  }

  /// A place of that many bytes that nothing else uses.
  uint32_t place(uint32_t size, uint32_t alignment = 8) {
    next = (next + alignment - 1) / alignment * alignment;
    return std::exchange(next, next + size);
  }

  template <class Element> uint32_t put(const std::vector<Element> &values, uint32_t alignment = 8) {
    const uint32_t pointer = place(static_cast<uint32_t>(values.size() * sizeof(Element)), alignment);
    write(pointer, values);
    return pointer;
  }
  uint32_t put(std::string_view text) { return put(std::vector<char>(text.begin(), text.end())); }

  template <class Element> void write(uint32_t pointer, const std::vector<Element> &values) {
    if (!values.empty())
      std::memcpy(bytes.get() + pointer, values.data(), values.size() * sizeof(Element));
  }

  template <class Element> std::vector<Element> read(uint32_t pointer, size_t elements) const {
    std::vector<Element> values(elements);
    if (elements != 0)
      std::memcpy(values.data(), bytes.get() + pointer, elements * sizeof(Element));
    return values;
  }
  uint32_t u32(uint32_t pointer) const { return read<uint32_t>(pointer, 1)[0]; }

  std::string snapshot() const { return {reinterpret_cast<const char *>(bytes.get()), count}; }

  /// The 20 bytes of set_input's argument; what pads the type is not zero, as the ABI does not ask for it.
  uint32_t tensor(uint32_t dims, uint32_t rank, uint8_t type, uint32_t data, uint32_t length) {
    return put(std::vector<uint32_t>{dims, rank, 0xABCDEF00U | type, data, length});
  }

  template <class Element> uint32_t tensor(TensorType type, const std::vector<uint32_t> &dims, const std::vector<Element> &values) {
    return tensor(put(dims), static_cast<uint32_t>(dims.size()), static_cast<uint8_t>(type), put(values),
                  static_cast<uint32_t>(values.size() * sizeof(Element)));
  }

private:
  std::unique_ptr<std::byte[]> bytes;
  uint32_t count, next = 64;
};

} // namespace nearnative::nn
