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

struct DotsPass : PassInfoMixin<DotsPass> {
  explicit DotsPass(Options options) : options(std::move(options)) {}
  PreservedAnalyses run(Function &function, FunctionAnalysisManager &analyses) {
    if (!emitIntegerDots(function, analyses, options))
      return PreservedAnalyses::all();
    PreservedAnalyses preserved;
    preserved.preserve<DominatorTreeAnalysis>();
    preserved.preserve<LoopAnalysis>();
    preserved.preserve<ScalarEvolutionAnalysis>();
    return preserved;
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
    printIntegerDots(errs(), function, analyses, options);
    return PreservedAnalyses::all();
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
