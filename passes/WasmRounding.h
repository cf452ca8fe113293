// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Rounding without library calls, and fast conversion of small numbers to integers; see WasmRounding.cpp.
class WasmRoundingPass : public llvm::PassInfoMixin<WasmRoundingPass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  /// `guardLoops`: loops may get a check in front of them, and a copy for when it fails.
  WasmRoundingPass(Options options, When when, bool guardLoops = false) : options(std::move(options)), when(when), guardLoops(guardLoops) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
  When when;
  bool guardLoops;
};

extern const PassDescription wasmRounding;

} // namespace nearnative
