// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function with the analyses that questions about its loops need.
#pragma once

#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"

namespace irdiff {

/// Linear in the function to make; scalar evolution works when it is asked.
class FunctionView {
public:
  explicit FunctionView(const llvm::Function &function);

  llvm::Function &function; ///< analyses want it mutable; nobody changes it
  llvm::DominatorTree dominators;
  llvm::LoopInfo loops;
  llvm::TargetLibraryInfoImpl libraryOfTarget;
  llvm::TargetLibraryInfo library;
  llvm::AssumptionCache assumptions;
  llvm::ScalarEvolution evolution;

  /// The loop with this header, or null.
  llvm::Loop *loopAt(const llvm::BasicBlock *header) const;
};

} // namespace irdiff
