// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop of a finding, found again in its function with the analyses that questions about it need.
#pragma once

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"

#include <vector>

namespace irdiff {

class LoopView {
public:
  /// \pre `header` is the header of a loop of `function`.
  LoopView(const llvm::Function &function, const llvm::BasicBlock *header);

  llvm::Function &function; ///< analyses want it mutable; nobody changes it
  llvm::DominatorTree dominators;
  llvm::LoopInfo loops;
  llvm::Loop *loop; ///< never null

  /// Blocks of the loop that are in no loop inside it, in the order of the function.
  std::vector<const llvm::BasicBlock *> ownBlocks() const;
};

} // namespace irdiff
