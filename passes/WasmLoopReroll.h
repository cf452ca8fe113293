// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Turns loops that were unrolled by hand back into plain ones; see WasmLoopReroll.cpp.
class WasmLoopRerollPass : public llvm::PassInfoMixin<WasmLoopRerollPass> {
public:
  explicit WasmLoopRerollPass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
};

extern const PassDescription wasmLoopReroll;

} // namespace nearnative
