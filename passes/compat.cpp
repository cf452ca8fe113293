// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Uses of LLVM that a new version is likely to break.
#include "compat.h"

#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/DemandedBits.h"
#include "llvm/Analysis/LoopAccessAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ProfileSummaryInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Vectorize/LoopVectorize.h"

using namespace llvm;

namespace nearnative::compat {

bool vectorizeLoops(Function &function, FunctionAnalysisManager &analyses, ArrayRef<Loop *> loops) {
  // What LoopVectorizePass::run sets up before it visits each loop.
  LoopVectorizePass vectorizer;
  vectorizer.SE = &analyses.getResult<ScalarEvolutionAnalysis>(function);
  vectorizer.LI = &analyses.getResult<LoopAnalysis>(function);
  vectorizer.TTI = &analyses.getResult<TargetIRAnalysis>(function);
  vectorizer.DT = &analyses.getResult<DominatorTreeAnalysis>(function);
  vectorizer.TLI = &analyses.getResult<TargetLibraryAnalysis>(function);
  vectorizer.AC = &analyses.getResult<AssumptionAnalysis>(function);
  vectorizer.DB = &analyses.getResult<DemandedBitsAnalysis>(function);
  vectorizer.ORE = &analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  vectorizer.LAIs = &analyses.getResult<LoopAccessAnalysis>(function);
  vectorizer.AA = &analyses.getResult<AAManager>(function);
  vectorizer.PSI =
      analyses.getResult<ModuleAnalysisManagerFunctionProxy>(function).getCachedResult<ProfileSummaryAnalysis>(*function.getParent());
  vectorizer.GetBFI = [&]() -> BlockFrequencyInfo & { return analyses.getResult<BlockFrequencyAnalysis>(function); };

  bool changed = false;
  for (Loop *loop : loops)
    changed |= simplifyLoop(loop, vectorizer.DT, vectorizer.LI, vectorizer.SE, vectorizer.AC, nullptr, /*PreserveLCSSA=*/false);
  for (Loop *loop : loops) {
    changed |= formLCSSARecursively(*loop, *vectorizer.DT, vectorizer.LI, vectorizer.SE);
    changed |= vectorizer.processLoop(loop);
    if (changed)
      vectorizer.LAIs->clear();
  }
  return changed;
}

} // namespace nearnative::compat
