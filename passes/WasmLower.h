// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Vector operations in the forms that have Wasm instructions; see WasmLower.cpp.
class WasmLowerPass : public llvm::PassInfoMixin<WasmLowerPass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  /// `mayGrow`: may make functions larger that are not optimised for size.
  WasmLowerPass(When when, bool mayGrow) : when(when), mayGrow(mayGrow) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  When when;
  bool mayGrow;
};

extern const PassDescription wasmLower;

} // namespace nearnative
