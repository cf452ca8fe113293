// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Floating-point minimum and maximum without library calls; see WasmMinMax.cpp.
class WasmMinMaxPass : public llvm::PassInfoMixin<WasmMinMaxPass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  WasmMinMaxPass(Options options, When when) : options(std::move(options)), when(when) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
  When when;
};

extern const PassDescription wasmMinMax;

} // namespace nearnative
