// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Vector operations in the forms that have Wasm instructions; see WasmLower.cpp.
class WasmLowerPass : public llvm::PassInfoMixin<WasmLowerPass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  WasmLowerPass(Options options, When when) : options(std::move(options)), when(when) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
  When when;
};

extern const PassDescription wasmLower;

} // namespace nearnative
