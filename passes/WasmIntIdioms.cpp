// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-int-idioms: on this branch, only the dots.
#include "WasmIntIdioms.h"

#include "IntegerDots.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-int-idioms";

/// The dots keep these up to date.
PreservedAnalyses preserved(bool changed) {
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses analyses;
  analyses.preserve<DominatorTreeAnalysis>();
  analyses.preserve<LoopAnalysis>();
  analyses.preserve<ScalarEvolutionAnalysis>();
  return analyses;
}

struct DotsPass : PassInfoMixin<DotsPass> {
  explicit DotsPass(Options options) : options(std::move(options)) {}
  PreservedAnalyses run(Function &function, FunctionAnalysisManager &analyses) {
    return preserved(emitIntegerDots(function, analyses, options));
  }
  Options options;
};

struct KeepDotsPass : PassInfoMixin<KeepDotsPass> {
  explicit KeepDotsPass(Options options) : options(std::move(options)) {}
  PreservedAnalyses run(Loop &loop, LoopAnalysisManager &, LoopStandardAnalysisResults &analyses, LPMUpdater &) {
    keepIntegerDot(loop, analyses.SE, options);
    return PreservedAnalyses::all();
  }
  Options options;
};

struct DotsPrinterPass : PassInfoMixin<DotsPrinterPass> {
  explicit DotsPrinterPass(Options options) : options(std::move(options)) {}
  PreservedAnalyses run(Function &function, FunctionAnalysisManager &analyses) {
    errs() << "wasm-int-idioms of '" << function.getName() << "':\n";
    return preserved(printIntegerDots(errs(), function, analyses, options));
  }
  Options options;
};

} // namespace

constinit const PassDescription wasmIntIdioms = {
    .name = passName,
    .add = [](FunctionPassManager &passes, const Options &options) { passes.addPass(DotsPass(options)); },
    .beforeFullUnroll =
        [](LoopPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(KeepDotsPass(options));
        },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(DotsPass(options));
        },
    .addPrinter = [](FunctionPassManager &passes, const Options &options) { passes.addPass(DotsPrinterPass(options)); },
};

} // namespace nearnative
