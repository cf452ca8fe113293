// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addresses as sums, so that constant distances between them can be seen.
#pragma once

#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Value.h"

#include <cstdint>
#include <map>
#include <optional>

namespace nearnative {

/// base + the sum of factor * term + constant, modulo 2^32. A term of vector type stands for its first lane.
struct Address {
  const llvm::Value *base = nullptr;
  std::map<const llvm::Value *, uint32_t> terms;
  uint32_t constant = 0;
};

/// Reads addresses as sums. All integers on the way have at least 32 bits, so that extensions and truncations change nothing modulo 2^32.
class AddressReader {
public:
  explicit AddressReader(const llvm::DataLayout &layout) : layout(layout) {}

  /// Nothing if `pointer`, which is accessed, is made from narrower integers, or has another size than 32 bits.
  std::optional<Address> read(llvm::Value *pointer) const;

  /// An integer as a sum; the base is null.
  static std::optional<Address> readInteger(llvm::Value *integer);

private:
  const llvm::DataLayout &layout;
};

} // namespace nearnative
