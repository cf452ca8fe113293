// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Vector operations in the forms that have Wasm instructions; see WasmLower.cpp.
class WasmLowerPass : public llvm::PassInfoMixin<WasmLowerPass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  /// `shapeLoops`: may ask for vectors in loops over triples, before the vectorizer.
  WasmLowerPass(When when, bool shapeLoops = false) : when(when), shapeLoops(shapeLoops) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  When when;
  bool shapeLoops;
};

extern const PassDescription wasmLower;

} // namespace nearnative
