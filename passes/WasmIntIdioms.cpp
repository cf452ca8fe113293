// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-int-idioms: integer idioms of quantized inference in forms that vectorize well (gaps 1, 16 to 20, 30).
//
// What. Maps: IntegerMaps.cpp (arithmetic in the narrowest lanes that hold it, saturating additions, rounded q15 products, table lookups,
// fixed-point requantization). Dot products and sums: IntegerDots.cpp. What is only seen in vectors: VectorIdioms.cpp.
//
// Legality. Stands with each rewrite. All are exact in mode strict: integer arithmetic on proven ranges.
//
// Where. Right before the vectorizers, the dots first: they take their loops whole; short loops that they can take are kept from being
// fully unrolled before. What stands for an idiom meanwhile (IdiomCalls.cpp) is replaced right after them, once what they left of the loops
// is vectorized again with fewer lanes (it is the same loop with a later start). Not below -O2 and not where size counts: the forms pay off
// in vectors only.
#include "WasmIntIdioms.h"

#include "IdiomCalls.h"
#include "IntegerDots.h"
#include "IntegerMaps.h"
#include "VectorIdioms.h"
#include "WasmFunction.h"
#include "WasmLoopShape.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;

namespace nearnative {

/// The dots keep these up to date.
static PreservedAnalyses preservedByDots(bool changed) {
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses analyses;
  analyses.preserve<DominatorTreeAnalysis>();
  analyses.preserve<LoopAnalysis>();
  analyses.preserve<ScalarEvolutionAnalysis>();
  return analyses;
}

PreservedAnalyses WasmIntIdiomsPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || options.size || function.hasOptSize())
    return PreservedAnalyses::all();
  bool changed = emitIntegerDots(function, analyses, options);
  analyses.invalidate(function, preservedByDots(changed));
  changed |= rewriteIntegerMaps(function, analyses);
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

PreservedAnalyses WasmIntIdiomsKeepPass::run(Loop &loop, LoopAnalysisManager &, LoopStandardAnalysisResults &analyses, LPMUpdater &) {
  if (!keepIntegerDot(loop, analyses.SE, options) && !options.size)
    keepNibbleLoop(loop, analyses.SE);
  return PreservedAnalyses::all();
}

PreservedAnalyses WasmIntIdiomsPrinterPass::run(Function &function, FunctionAnalysisManager &analyses) {
  stream << "wasm-int-idioms of '" << function.getName() << "':\n";
  return preservedByDots(printIntegerDots(stream, function, analyses, options));
}

/// Vectorizes what the vectorizer left of loops with idioms: their vectors are wide, and one by one the idioms are no faster than before.
static bool vectorizeRemainders(Function &function, FunctionAnalysisManager &analyses) {
  bool found = false;
  for (Loop *loop : analyses.getResult<LoopAnalysis>(function).getLoopsInPreorder()) {
    const unsigned width =
        loop->isInnermost() && getOptionalIntLoopAttribute(loop, "llvm.loop.isvectorized").value_or(0) == 1 ? remainderWidth(*loop) : 0;
    if (width == 0)
      continue;
    addStringMetadataToLoop(loop, "llvm.loop.vectorize.width", width);
    addStringMetadataToLoop(loop, remainderMark, registerBytes);
    found = true;
  }
  return found && !WasmLoopRemainderPass().run(function, analyses).areAllPreserved();
}

PreservedAnalyses WasmIntIdiomsEndPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function))
    return PreservedAnalyses::all();
  const bool vectorized = vectorizeRemainders(function, analyses);
  bool changed = expandIdiomCalls(function);
  changed |= rewriteVectorIdioms(function, analyses.getResult<OptimizationRemarkEmitterAnalysis>(function));
  if (!changed)
    return vectorized ? PreservedAnalyses::none() : PreservedAnalyses::all();
  if (vectorized)
    return PreservedAnalyses::none();
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
        },
    .beforeFullUnroll =
        [](LoopPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmIntIdiomsKeepPass(options));
        },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmIntIdiomsPass(options));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &, OptimizationLevel) { passes.addPass(WasmIntIdiomsEndPass()); },
    .addPrinter = [](FunctionPassManager &passes, const Options &options) { passes.addPass(WasmIntIdiomsPrinterPass(errs(), options)); },
};

} // namespace nearnative
