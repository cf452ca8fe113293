// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of wasm-minmax for fmaxf, fminf, fmax and fmin with an operand that does not change in the loop: clamps to bounds that are
// arguments, members or elements.
//
// What. As long as nothing is known of the bound, such an operation takes six or seven instructions per vector, one if the bound is a
// number and no zero of the wrong sign. That is checked once, in front of the loop; where it does not hold, a copy of the old loop runs.
//
// Legality (all modes). Let b be the bound, not NaN, and x the other operand:
//   fmax(x, b) is (b < x ? x : b): b if x is NaN, and of equal operands b, which is right unless they are +0 and -0, so b must not be -0.
//   fmin(x, b) is (x < b ? x : b) if b is not +0.
//   x may not change between its uses, so it is frozen. A bound that the loop loads anew from one place in every iteration, because the
//   loop stores and might overwrite it, is loaded once if the bytes stored, from the first to the last iteration, are all before or all
//   behind it; the load is one that the first iteration does in any case, before it stores.
//
// Which. Innermost counted loops without conversions to integers, for which wasm-rounding has a check of its own.
//
// Where. Right before the vectorizers, after branches have gone (StoreBranches.cpp).
#include "RunTimeBounds.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/KnownFPClass.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

#include <optional>

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-minmax";
/// Stores and loads of bounds compared with each other before the loop.
constexpr unsigned maxCompared = 8;

/// fmax or fmin of a value and a bound.
struct Bounded {
  IntrinsicInst *call;
  bool isMax;
  /// The operand that is the bound.
  unsigned operand;
};

class BoundedLoop {
public:
  BoundedLoop(Loop &loop, FunctionAnalysisManager &analyses, Function &function)
      : loop(loop), loops(analyses.getResult<LoopAnalysis>(function)), dominators(analyses.getResult<DominatorTreeAnalysis>(function)),
        evolution(analyses.getResult<ScalarEvolutionAnalysis>(function)),
        query(function.getDataLayout(), nullptr, &dominators, &analyses.getResult<AssumptionAnalysis>(function)) {}

  bool match() {
    if (!loop.getLoopPreheader() || !loop.getLoopLatch() || loop.getExitingBlock() != loop.getLoopLatch() || !loop.getExitBlock() ||
        !loop.hasDedicatedExits() || hasLoopHints(loop) || isa<SCEVCouldNotCompute>(evolution.getBackedgeTakenCount(&loop)))
      return false;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        if (auto *store = dyn_cast<StoreInst>(&instruction)) {
          if (!store->isSimple())
            return false;
          stores.push_back(store);
        } else if (instruction.mayHaveSideEffects() || isConversion(instruction)) {
          return false;
        }
      }
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block)
        if (auto *call = dyn_cast<IntrinsicInst>(&instruction))
          add(*call);
    return !operations.empty();
  }

  void emit() {
    BasicBlock *check = loop.getLoopPreheader();
    BasicBlock *exit = loop.getExitBlock();
    IRBuilder<> builder(check->getTerminator());
    builder.SetCurrentDebugLocation(loop.getStartLoc());
    Value *holds = builder.getTrue();
    MapVector<Value *, Value *> bounds; // in the loop, and before it
    for (LoadInst *load : loads) {
      auto *before = cast<LoadInst>(load->clone());
      builder.Insert(before);
      bounds[load] = before;
      for (const StoreInst *store : stores)
        holds = builder.CreateAnd(holds, isApart(builder, *store, *load));
    }
    for (const Bounded &operation : operations) {
      Value *bound = operation.call->getArgOperand(operation.operand);
      Value *&before = bounds[bound];
      if (!before)
        before = bound;
      if (!isa<FreezeInst>(before))
        before = builder.CreateFreeze(before);
    }
    SmallVector<std::pair<Value *, bool>, 4> checked;
    for (const Bounded &operation : operations) {
      const std::pair bound(bounds[operation.call->getArgOperand(operation.operand)], operation.isMax);
      if (is_contained(checked, bound))
        continue;
      checked.push_back(bound);
      Value *isRight = builder.createIsFPClass(bound.first, fcAllFlags & ~fcNan & ~(operation.isMax ? fcNegZero : fcPosZero));
      holds = builder.CreateAnd(holds, isRight);
    }

    BasicBlock *entry = SplitBlock(check, check->getTerminator(), &dominators, &loops, nullptr, check->getName() + ".bounds");
    ValueToValueMapTy map;
    SmallVector<BasicBlock *, 8> blocks;
    Loop *copy = cloneLoopWithPreheader(entry, check, &loop, map, ".unbounded", &loops, &dominators, blocks);
    remapInstructionsInBlocks(blocks, map);
    for (PHINode &phi : exit->phis()) {
      Value *value = phi.getIncomingValueForBlock(loop.getExitingBlock());
      Value *mapped = map.lookup(value);
      phi.addIncoming(mapped ? mapped : value, copy->getExitingBlock());
    }
    Instruction *jump = check->getTerminator();
    builder.SetInsertPoint(jump);
    builder.CreateCondBr(holds, entry, copy->getLoopPreheader());
    jump->eraseFromParent();
    dominators.changeImmediateDominator(exit, check);
    addStringMetadataToLoop(copy, "llvm.loop.vectorize.enable", 0);
    addStringMetadataToLoop(copy, "llvm.loop.unroll.disable");

    for (const Bounded &operation : operations) {
      IRBuilder<> inside(operation.call);
      Value *bound = bounds[operation.call->getArgOperand(operation.operand)];
      Value *x = operation.call->getArgOperand(1 - operation.operand);
      if (!isGuaranteedNotToBeUndef(x, query.AC, operation.call, query.DT))
        x = inside.CreateFreeze(x);
      Value *takesX = operation.isMax ? inside.CreateFCmpOLT(bound, x) : inside.CreateFCmpOLT(x, bound);
      Value *result = inside.CreateSelect(takesX, x, bound);
      result->takeName(operation.call);
      operation.call->replaceAllUsesWith(result);
      operation.call->eraseFromParent();
    }
    for (LoadInst *load : loads)
      load->replaceUsesWithIf(bounds[load], [&](const Use &use) { return loop.contains(cast<Instruction>(use.getUser())); });
  }

  unsigned count() const { return operations.size(); }

private:
  static bool isConversion(const Instruction &instruction) {
    if (isa<FPToSIInst, FPToUIInst>(instruction))
      return true;
    const auto *call = dyn_cast<IntrinsicInst>(&instruction);
    switch (call ? call->getIntrinsicID() : Intrinsic::not_intrinsic) {
    case Intrinsic::fptosi_sat:
    case Intrinsic::fptoui_sat:
    case Intrinsic::lrint:
    case Intrinsic::llrint:
    case Intrinsic::lround:
    case Intrinsic::llround:
      return true;
    default:
      return false;
    }
  }

  void add(IntrinsicInst &call) {
    const Intrinsic::ID id = call.getIntrinsicID();
    const bool isMax = id == Intrinsic::maxnum || id == Intrinsic::maximumnum;
    if ((!isMax && id != Intrinsic::minnum && id != Intrinsic::minimumnum) ||
        (!call.getType()->isFloatTy() && !call.getType()->isDoubleTy()))
      return;
    for (unsigned operand : {1U, 0U}) {
      Value *bound = call.getArgOperand(operand);
      auto *load = dyn_cast<LoadInst>(bound);
      const bool isLoaded = load && loop.contains(load) && isLoadedFirst(*load);
      if (isa<Constant>(bound) || (!loop.isLoopInvariant(bound) && !isLoaded))
        continue;
      const FPClassTest wrong = fcNan | (isMax ? fcNegZero : fcPosZero);
      if (!isLoaded && computeKnownFPClass(bound, wrong, query.getWithInstruction(&call)).isKnownNever(wrong))
        return;
      if (isLoaded && !is_contained(loads, load))
        loads.push_back(load);
      operations.push_back({&call, isMax, operand});
      return;
    }
  }

  /// Whether the first iteration loads it in any case, before it stores, and whether it can be told from what is stored.
  bool isLoadedFirst(const LoadInst &load) const {
    if (load.getParent() != loop.getHeader() || !load.isSimple() || !loop.isLoopInvariant(load.getPointerOperand()) ||
        stores.size() * (loads.size() + 1) > maxCompared)
      return false;
    for (const Instruction &instruction : *load.getParent()) {
      if (&instruction == &load)
        break;
      if (instruction.mayWriteToMemory() || !isGuaranteedToTransferExecutionToSuccessor(&instruction))
        return false;
    }
    return all_of(stores, [&](StoreInst *store) {
      return strideInBytes(store->getPointerOperand(), loop, evolution) &&
             SCEVExpander(evolution, "").isSafeToExpandAt(lastAddress(*store), loop.getLoopPreheader()->getTerminator());
    });
  }

  const SCEVAddRecExpr *address(const StoreInst &store) const {
    return cast<SCEVAddRecExpr>(evolution.getSCEV(const_cast<Value *>(store.getPointerOperand())));
  }
  const SCEV *lastAddress(const StoreInst &store) const {
    return address(store)->evaluateAtIteration(evolution.getBackedgeTakenCount(&loop), evolution);
  }

  /// Whether no byte that `store` writes in the loop is one of `load`.
  Value *isApart(IRBuilder<> &builder, const StoreInst &store, const LoadInst &load) {
    SCEVExpander expander(evolution, "bounds");
    auto at = [&](const SCEV *place) { return expander.expandCodeFor(place, place->getType(), &*builder.GetInsertPoint()); };
    Value *first = at(address(store)->getStart());
    Value *last = at(lastAddress(store));
    if (*strideInBytes(const_cast<Value *>(store.getPointerOperand()), loop, evolution) < 0)
      std::swap(first, last);
    auto lastByte = [&](Value *pointer, Type *type) {
      return builder.CreatePtrAdd(pointer, builder.getInt32(query.DL.getTypeStoreSize(type).getFixedValue() - 1));
    };
    last = lastByte(last, store.getValueOperand()->getType());
    Value *bound = const_cast<Value *>(load.getPointerOperand());
    Value *apart = builder.CreateOr(builder.CreateICmpULT(last, bound), builder.CreateICmpULT(lastByte(bound, load.getType()), first));
    // Addresses that are never used may be poison.
    return builder.CreateFreeze(builder.CreateAnd(apart, builder.CreateICmpULE(first, last)));
  }

  Loop &loop;
  LoopInfo &loops;
  DominatorTree &dominators;
  ScalarEvolution &evolution;
  const SimplifyQuery query;
  SmallVector<StoreInst *, 2> stores;
  SmallVector<LoadInst *, 2> loads;
  SmallVector<Bounded, 4> operations;
};

} // namespace

PreservedAnalyses RunTimeBoundsPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || function.hasOptSize())
    return PreservedAnalyses::all();
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &evolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  bool changed = false;
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost())
      continue;
    changed |= simplifyLoop(loop, &dominators, &loops, &evolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
    if (!BoundedLoop(*loop, analyses, function).match())
      continue;
    formLCSSARecursively(*loop, dominators, &loops, &evolution);
    BoundedLoop bounded(*loop, analyses, function);
    bounded.match();
    remarks.emit([&] {
      return OptimizationRemark(passName, "BoundsChecked", loop->getStartLoc(), loop->getHeader())
             << "bounds of " << ore::NV("Operations", bounded.count()) << " minima and maxima checked before the loop";
    });
    bounded.emit();
    evolution.forgetAllLoops();
    evolution.forgetBlockAndLoopDispositions();
    changed = true;
  }
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace nearnative
