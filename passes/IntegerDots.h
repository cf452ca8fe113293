// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Options.h"
#include "llvm/IR/PassManager.h"

namespace llvm {
class DominatorTree;
class Loop;
class LoopInfo;
class ScalarEvolution;
class raw_ostream;
} // namespace llvm

namespace nearnative {

/// Part of wasm-int-idioms: sums and dot products of narrow integers as vector loops of dot products and pairwise additions; see
/// IntegerDots.cpp. Right before the vectorizers; returns whether something changed.
bool emitIntegerDots(llvm::Function &function, llvm::FunctionAnalysisManager &analyses, const Options &options);

/// Right before LLVM unrolls loops of constant trip count: keeps `loop` if emitIntegerDots() would take it.
bool keepIntegerDot(llvm::Loop &loop, llvm::ScalarEvolution &scalarEvolution, const Options &options);

/// For the printer: a line per innermost loop that sums integers. Returns whether loops had to be brought into simple form.
bool printIntegerDots(llvm::raw_ostream &stream, llvm::Function &function, llvm::FunctionAnalysisManager &analyses, const Options &options);

} // namespace nearnative
