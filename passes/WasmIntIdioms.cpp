// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
<<<<<<< HEAD
// wasm-int-idioms: on this branch, only the dots.
#include "WasmIntIdioms.h"

#include "IntegerDots.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Support/raw_ostream.h"
=======
// wasm-int-idioms: integer idioms of quantized inference in forms that vectorize well (gaps 1, 16 to 20, 30).
//
// What. Maps: IntegerMaps.cpp (arithmetic in the narrowest lanes that hold it, saturating additions, rounded q15 products, table lookups,
// fixed-point requantization). Dot products and sums: IntegerDots.cpp.
//
// Legality. Stands with each rewrite. All are exact in mode strict: integer arithmetic on proven ranges.
//
// Where. Right before the vectorizers; what stands for an idiom meanwhile (IdiomCalls.cpp) is replaced right after them. Not below -O2 and
// not where size counts: the forms pay off in vectors only.
#include "WasmIntIdioms.h"

#include "IdiomCalls.h"
#include "IntegerMaps.h"
#include "WasmFunction.h"
>>>>>>> intmaps

using namespace llvm;

namespace nearnative {
<<<<<<< HEAD
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
=======

PreservedAnalyses WasmIntIdiomsPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || options.size || function.hasOptSize())
    return PreservedAnalyses::all();
  bool changed = false;
  // Dot products (IntegerDots.h) come here, first: they take their loops whole.
  changed |= rewriteIntegerMaps(function, analyses);
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

PreservedAnalyses WasmIntIdiomsEndPass::run(Function &function, FunctionAnalysisManager &) {
  if (!worksOn(function) || !expandIdiomCalls(function))
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

constinit const PassDescription wasmIntIdioms = {
    .name = "wasm-int-idioms",
    .add =
        [](FunctionPassManager &passes, const Options &options) {
          passes.addPass(WasmIntIdiomsPass(options));
          passes.addPass(WasmIntIdiomsEndPass());
>>>>>>> intmaps
        },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
<<<<<<< HEAD
            passes.addPass(DotsPass(options));
        },
    .addPrinter = [](FunctionPassManager &passes, const Options &options) { passes.addPass(DotsPrinterPass(options)); },
=======
            passes.addPass(WasmIntIdiomsPass(options));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &, OptimizationLevel) { passes.addPass(WasmIntIdiomsEndPass()); },
>>>>>>> intmaps
};

} // namespace nearnative
