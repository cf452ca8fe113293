// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace nearnative {

/// Loops over minima and maxima as vector loops of our own; see MinMaxReductions.cpp. Part of wasm-minmax.
class MinMaxReductionsPass : public llvm::PassInfoMixin<MinMaxReductionsPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

} // namespace nearnative
