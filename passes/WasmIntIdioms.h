// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

<<<<<<< HEAD
=======
/// Integer idioms of quantized code in a form that vectorizes well; see WasmIntIdioms.cpp.
class WasmIntIdiomsPass : public llvm::PassInfoMixin<WasmIntIdiomsPass> {
public:
  explicit WasmIntIdiomsPass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
};

/// Replaces the calls that stand for idioms while the vectorizers run.
class WasmIntIdiomsEndPass : public llvm::PassInfoMixin<WasmIntIdiomsEndPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

>>>>>>> intmaps
extern const PassDescription wasmIntIdioms;

} // namespace nearnative
