// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Objects that a guest knows by number. A handle is an index and, above it, the generation of its table; every table of the process has
// another generation (until they have all been used), so a graph's handle is no context's, and one that a guest brought along from an
// earlier instance (a snapshot of its memory, say) is unknown. 0 and anything with the sign bit are never handles.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace nearnative::nn {

/// 15 bits, never 0; of all tables together, whatever they hold.
inline uint32_t nextTableGeneration() {
  static std::atomic<uint32_t> used{0};
  return 1 + used++ % 0x7FFF;
}

template <class Object> class HandleTable {
public:
  HandleTable() : generation(nextTableGeneration()) {}

  /// The new object's handle, or none when there are as many objects as an index can count.
  std::optional<uint32_t> add(Object object) {
    if (objects.size() > indexMask)
      return std::nullopt;
    objects.push_back(std::move(object));
    return generation << indexBits | static_cast<uint32_t>(objects.size() - 1);
  }

  /// Null when no object of this table has that handle.
  Object *find(uint32_t handle) {
    const uint32_t index = handle & indexMask;
    return handle >> indexBits == generation && index < objects.size() ? &objects[index] : nullptr;
  }

  size_t size() const { return objects.size(); }

private:
  static constexpr uint32_t indexBits = 16, indexMask = (1U << indexBits) - 1;

  uint32_t generation;
  std::vector<Object> objects;
};

} // namespace nearnative::nn
