// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The width of loops over triples (RGB pixels, points): LLVM 22 knows no interleaved accesses of three, prices them lane by lane, and
// leaves such loops scalar or at the width of their widest type. Done lane by lane at the width of the narrowest, LaneMemory makes whole
// registers of them.
//
// Legality. As for wasm-loop-shape: a width makes the vectorizer reorder floating-point operations that it must not, so no value carried
// from one iteration to the next is a float. Everything else the vectorizer checks itself. Which loops. One block, a computable trip count,
// no hints of its own; every access consecutive or two, three or four elements from one iteration to the next, one of them three; the
// stores at distance three are all three; only operations that have a vector instruction.
#include "StridedLoops.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "WasmLoopShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <algorithm>

using namespace llvm;

namespace nearnative {
namespace {

bool isVectorOperation(const Instruction &instruction, const Loop &loop) {
  if (const auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
    const Intrinsic::ID intrinsic = call->getIntrinsicID();
    return hasVectorForm(intrinsic) || intrinsic == Intrinsic::fptosi_sat || intrinsic == Intrinsic::fptoui_sat;
  }
  switch (instruction.getOpcode()) {
  case Instruction::Call:
  case Instruction::UDiv:
  case Instruction::SDiv:
  case Instruction::URem:
  case Instruction::SRem:
  case Instruction::FRem:
    return false;
  case Instruction::Shl:
  case Instruction::LShr:
  case Instruction::AShr:
    return loop.isLoopInvariant(instruction.getOperand(1));
  default:
    return isa<UnaryOperator, BinaryOperator, CastInst, CmpInst, SelectInst, FreezeInst, GetElementPtrInst>(instruction);
  }
}

/// The width for a loop over triples; 0 if it is none, with the reason in `refused` if it looks like one.
unsigned widthFor(Loop &loop, ScalarEvolution &evolution, StringRef &refused) {
  if (loop.getNumBlocks() != 1 || !loop.getLoopPreheader() || !evolution.hasLoopInvariantBackedgeTakenCount(&loop) || hasLoopHints(loop))
    return 0;
  const DataLayout &layout = loop.getHeader()->getDataLayout();
  unsigned narrowest = 0;
  unsigned operations = 0;
  unsigned accesses = 0;
  bool otherOperations = false;
  bool otherAccesses = false;
  SmallVector<std::pair<const SCEV *, unsigned>, 6> stores;
  for (Instruction &instruction : *loop.getHeader()) {
    if (auto *phi = dyn_cast<PHINode>(&instruction)) {
      otherOperations |= !phi->getType()->isIntOrPtrTy();
      continue;
    }
    if (instruction.isTerminator() || instruction.isDebugOrPseudoInst())
      continue;
    if (!isa<LoadInst, StoreInst>(instruction)) {
      otherOperations |= !isVectorOperation(instruction, loop);
      operations += isa<GetElementPtrInst>(instruction) ? 0 : 1;
      continue;
    }
    Value *pointer = getLoadStorePointerOperand(&instruction);
    Type *type = getLoadStoreType(&instruction);
    const bool simple = isa<LoadInst>(instruction) ? cast<LoadInst>(instruction).isSimple() : cast<StoreInst>(instruction).isSimple();
    if (simple && isa<LoadInst>(instruction) && loop.isLoopInvariant(pointer))
      continue;
    ++accesses;
    const SCEV *address = evolution.getSCEV(pointer);
    const auto *recurrence = dyn_cast<SCEVAddRecExpr>(address);
    const auto *step = recurrence && recurrence->getLoop() == &loop && recurrence->isAffine()
                           ? dyn_cast<SCEVConstant>(recurrence->getStepRecurrence(evolution))
                           : nullptr;
    if (!simple || !step || type->isVectorTy() || type->isPointerTy()) {
      otherAccesses = true;
      continue;
    }
    const auto bytes = static_cast<unsigned>(layout.getTypeStoreSize(type).getFixedValue());
    const APInt &distance = step->getAPInt();
    if (distance == 3 * bytes && bytes <= 4) {
      narrowest = narrowest ? std::min(narrowest, bytes) : bytes;
      if (isa<StoreInst>(instruction))
        stores.push_back({address, bytes});
    } else {
      otherAccesses |= distance != bytes && distance != 2 * bytes && distance != 4 * bytes;
    }
  }
  if (!narrowest)
    return 0;
  if (otherAccesses || otherOperations) {
    refused =
        otherAccesses ? "there are other accesses than consecutive ones and triples" : "there is an operation without vector instruction";
    return 0;
  }
  // Each store of a triple must find the two others.
  for (const auto &[address, bytes] : stores) {
    unsigned places = 0;
    for (const auto &[other, otherBytes] : stores) {
      const std::optional<APInt> distance = evolution.computeConstantDifference(other, address);
      if (distance && otherBytes == bytes && distance->abs().ult(3 * bytes) && distance->srem(bytes) == 0)
        ++places;
    }
    if (places != 3) {
      refused = "a triple is not stored as a whole";
      return 0;
    }
  }
  if (narrowest == 4 && !stores.empty() && operations < 2 * accesses) {
    refused = "moving the lanes would cost more than the vector operations gain";
    return 0;
  }
  const unsigned width = 16 / narrowest;
  const unsigned trips = evolution.getSmallConstantMaxTripCount(&loop);
  if (trips && trips < width) {
    refused = "the trip count is too small";
    return 0;
  }
  return width;
}

} // namespace

bool shapeStridedLoops(Function &function, FunctionAnalysisManager &analyses, const char *passName) {
  auto &evolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  bool changed = false;
  // The vectorizer makes the preheaders too, if they are missing.
  for (Loop *loop : loops)
    changed |= simplifyLoop(loop, &analyses.getResult<DominatorTreeAnalysis>(function), &loops, &evolution,
                            &analyses.getResult<AssumptionAnalysis>(function), nullptr, /*PreserveLCSSA=*/false);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost())
      continue;
    StringRef refused;
    const unsigned width = widthFor(*loop, evolution, refused);
    if (!refused.empty())
      remarks.emit([&] {
        return OptimizationRemarkMissed(passName, "Triples", loop->getStartLoc(), loop->getHeader())
               << "loop over triples left alone: " << refused;
      });
    if (!width)
      continue;
    addStringMetadataToLoop(loop, "llvm.loop.vectorize.width", width);
    addStringMetadataToLoop(loop, "llvm.loop.interleave.count", 1);
    markRemainder(*loop, width);
    remarks.emit([&] {
      return OptimizationRemark(passName, "Triples", loop->getStartLoc(), loop->getHeader())
             << "loop over triples to be vectorized with width " << ore::NV("Width", width);
    });
  }
  return changed;
}

} // namespace nearnative
