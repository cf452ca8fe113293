// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace nearnative {

/// Loops that clamp to bounds known at run time only, with a check of these in front; see RunTimeBounds.cpp. Part of wasm-minmax.
class RunTimeBoundsPass : public llvm::PassInfoMixin<RunTimeBoundsPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

} // namespace nearnative
