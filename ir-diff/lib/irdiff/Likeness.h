// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How alike two loops are by what they do: for loops whose positions do not say which is which.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Instruction.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace irdiff {

/// Something that a loop does whatever the target, and however it was unrolled or vectorized: which argument it loads from, which operation
/// it uses, which function it calls, by which constant it multiplies.
struct Trait {
  uint64_t hash = 0;
  unsigned weight = 1; ///< how much it tells
  bool isConstant = false;

  bool operator==(const Trait &other) const { return hash == other.hash; }
  bool operator<(const Trait &other) const { return hash < other.hash; }
};

/// Sorted, each once.
using Traits = llvm::SmallVector<Trait, 0>;

/// Adds what one instruction shows. The result is not sorted.
void addTraits(const llvm::Instruction &instruction, Traits &traits);

/// Sorts and makes unique.
void normalise(Traits &traits);

/// 0: nothing in common, 1: all.
double likeness(const Traits &left, const Traits &right);

/// For each of a forest's nodes its parent, or -1; parents come before their children, siblings in their order.
using Forest = std::vector<int>;

/// Pairs the nodes of two ordered forests so that order and nesting are kept and the sum of the `gain`s is the largest. A node without
/// partner hands its children to its parent, as unrolling a loop does. `gain` is the value of a pair, 0 for one that must not be. Forests
/// that are too large for all against all are compared tree by tree when they have equally many.
std::vector<std::pair<int, int>> matchForests(const Forest &left, const Forest &right, llvm::function_ref<double(int, int)> gain);

} // namespace irdiff
