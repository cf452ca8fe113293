// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Lanes loaded and stored one by one become whole registers; see LaneMemory.cpp.
#pragma once

#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/IR/Function.h"

namespace llvm {
class OptimizationRemarkEmitter;
}

namespace nearnative {

/// Returns whether anything changed.
bool mergeLaneAccesses(llvm::Function &function, llvm::AAResults &aliases, llvm::OptimizationRemarkEmitter &remarks, const char *passName);

} // namespace nearnative
