// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace nearnative {

/// Stores in the branches of a loop's body as one store of a chosen value; see StoreBranches.cpp. Part of wasm-minmax.
class StoreBranchesPass : public llvm::PassInfoMixin<StoreBranchesPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

} // namespace nearnative
