// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace nearnative {

/// Integer idioms of quantized code in a form that vectorizes well; see WasmIntIdioms.cpp.
class WasmIntIdiomsPass : public llvm::PassInfoMixin<WasmIntIdiomsPass> {
public:
  explicit WasmIntIdiomsPass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
};

/// Keeps loops that the dots can take from being fully unrolled before the vectorizers.
class WasmIntIdiomsKeepPass : public llvm::PassInfoMixin<WasmIntIdiomsKeepPass> {
public:
  explicit WasmIntIdiomsKeepPass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Loop &loop, llvm::LoopAnalysisManager &loopAnalyses, llvm::LoopStandardAnalysisResults &analyses,
                              llvm::LPMUpdater &updater);

private:
  Options options;
};

/// `print<wasm-int-idioms>`: a line per innermost loop that sums integers.
class WasmIntIdiomsPrinterPass : public llvm::PassInfoMixin<WasmIntIdiomsPrinterPass> {
public:
  WasmIntIdiomsPrinterPass(llvm::raw_ostream &stream, Options options) : stream(stream), options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  llvm::raw_ostream &stream;
  Options options;
};

/// Replaces the calls that stand for idioms while the vectorizers run.
class WasmIntIdiomsEndPass : public llvm::PassInfoMixin<WasmIntIdiomsEndPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

extern const PassDescription wasmIntIdioms;

} // namespace nearnative
