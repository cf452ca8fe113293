// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace llvm {
class raw_ostream;
}

namespace nearnative {

/// Lets the SLP vectorizer take clamps; see WasmSlpShape.cpp.
class WasmSlpShapePass : public llvm::PassInfoMixin<WasmSlpShapePass> {
public:
  enum class When { beforeVectorizer, afterVectorizer };

  explicit WasmSlpShapePass(When when) : when(when) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  When when;
};

/// Keeps loops around tiles from being unrolled where that costs registers.
class WasmTileLoopPass : public llvm::PassInfoMixin<WasmTileLoopPass> {
public:
  llvm::PreservedAnalyses run(llvm::Loop &loop, llvm::LoopAnalysisManager &analyses, llvm::LoopStandardAnalysisResults &results,
                              llvm::LPMUpdater &updater);
};

/// `print<wasm-slp-shape>`: one line per group of minima or maxima.
class WasmSlpShapePrinterPass : public llvm::PassInfoMixin<WasmSlpShapePrinterPass> {
public:
  explicit WasmSlpShapePrinterPass(llvm::raw_ostream &stream) : stream(stream) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  llvm::raw_ostream &stream;
};

extern const PassDescription wasmSlpShape;

} // namespace nearnative
