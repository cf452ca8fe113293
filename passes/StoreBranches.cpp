// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of wasm-minmax that makes one store of those in the branches of a loop's body: clamps, ReLU and other activations written with
// if and else.
//
// What. LLVM's loop vectorizer makes selects of branches, but not if they store, for Wasm has no masked store.
//   1. if (c) y[i] = a; else if (d) y[i] = b; else y[i] = x;  becomes one store behind the branches, of what they choose.
//   2. if (x[i] < 0) x[i] = 0;  becomes x[i] = x[i] < 0 ? 0 : x[i].
//
// Legality (all modes).
//   1. Every way to the block behind the branches ends with a store to the same address, after which nothing is done but jump. One of them
//      is executed in any case, and as the last thing, so it may as well stand behind.
//   2. On a way without the store, the value at the address has been loaded, and nothing from there on may write memory: that value is
//      stored back. This adds a write of what is there already. Nobody sees that: Wasm memory is writable everywhere a load succeeds, and
//      no other thread runs (functions with `atomics` are left alone). An object that LLVM knows to be constant is not stored to.
//   What the branches compute stays in them; the vectorizer knows what of it may be executed in any case.
// Which. Innermost loops that the vectorizer could take then: counted, with simple accesses to addresses that advance evenly or stand
// still, no calls that do more than compute, and phis for inductions and reductions only.
//
// Where. Right before the vectorizers, first of all passes that work on loops without branches.
#include "StoreBranches.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/Analysis/IVDescriptors.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-minmax";

class Branches {
public:
  Branches(Loop &loop, const DominatorTree &dominators, ScalarEvolution &evolution, bool mayAddStores)
      : loop(loop), dominators(dominators), evolution(evolution), mayAddStores(mayAddStores) {}

  /// Whether the loop is one that the vectorizer could take without its branches.
  bool isCandidate() const {
    if (loop.getNumBlocks() == 1 || !loop.getLoopLatch() || loop.getExitingBlock() != loop.getLoopLatch() || hasLoopHints(loop) ||
        isa<SCEVCouldNotCompute>(evolution.getBackedgeTakenCount(&loop)))
      return false;
    bool storesInBranch = false;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        if (Value *pointer = getLoadStorePointerOperand(&instruction)) {
          const auto *store = dyn_cast<StoreInst>(&instruction);
          if (!(store ? store->isSimple() : cast<LoadInst>(instruction).isSimple()) ||
              (!strideInBytes(pointer, loop, evolution) && (store || !loop.isLoopInvariant(pointer))))
            return false;
          storesInBranch |= store && block != loop.getLoopLatch();
        } else if (instruction.mayHaveSideEffects() || instruction.mayReadFromMemory() || instruction.isIntDivRem()) {
          return false;
        }
      }
    return storesInBranch && all_of(loop.getHeader()->phis(), [&](PHINode &phi) {
             if (evolution.isSCEVable(phi.getType()))
               if (const auto *recurrence = dyn_cast<SCEVAddRecExpr>(evolution.getSCEV(&phi)))
                 return recurrence->isAffine();
             RecurrenceDescriptor descriptor;
             return RecurrenceDescriptor::isReductionPHI(&phi, &loop, descriptor);
           });
  }

  bool run() {
    bool changed = false;
    for (bool again = true; again;) {
      again = false;
      for (BasicBlock *block : loop.blocks())
        again |= joinStores(*block);
      changed |= again;
    }
    return changed;
  }

private:
  /// The store that `block` ends with, before it jumps.
  static StoreInst *lastStore(BasicBlock &block) {
    auto *branch = dyn_cast<BranchInst>(block.getTerminator());
    return branch && branch->isUnconditional() ? dyn_cast_or_null<StoreInst>(branch->getPrevNode()) : nullptr;
  }

  /// The address as a value that can stand in `join`, whose predecessors all have it, maybe as copies; null if it cannot.
  Value *addressIn(BasicBlock &join, ArrayRef<StoreInst *> stores, Instruction *&copied) const {
    Value *address = stores.front()->getPointerOperand();
    const Instruction &place = *join.getFirstNonPHIIt();
    if (all_of(stores, [&](const StoreInst *store) { return store->getPointerOperand() == address; }) &&
        dominators.dominates(address, &place))
      return address;
    auto *element = dyn_cast<GetElementPtrInst>(address);
    if (!element || !all_of(element->operands(), [&](const Use &use) { return dominators.dominates(use.get(), &place); }))
      return nullptr;
    for (const StoreInst *store : stores) {
      const auto *other = dyn_cast<GetElementPtrInst>(store->getPointerOperand());
      if (!other || !other->isIdenticalToWhenDefined(element))
        return nullptr;
    }
    copied = element->clone();
    for (const StoreInst *store : stores)
      copied->andIRFlags(store->getPointerOperand());
    return copied;
  }

  /// What stands at the address of `store` when `before` ends, if that is loaded on the way.
  LoadInst *loaded(const StoreInst &store, BasicBlock &before) const {
    for (BasicBlock *block = &before; block && loop.contains(block); block = block->getSinglePredecessor())
      for (Instruction &instruction : reverse(*block)) {
        auto *load = dyn_cast<LoadInst>(&instruction);
        if (load && load->getPointerOperand() == store.getPointerOperand() && load->getType() == store.getValueOperand()->getType())
          return load;
        if (instruction.mayWriteToMemory())
          return nullptr;
      }
    return nullptr;
  }

  bool joinStores(BasicBlock &join) {
    if (&join == loop.getHeader() || join.hasNPredecessors(1))
      return false;
    SmallVector<StoreInst *, 4> stores;
    for (BasicBlock *block : predecessors(&join))
      if (StoreInst *store = lastStore(*block))
        stores.push_back(store);
    if (stores.empty())
      return false;
    SmallVector<std::pair<BasicBlock *, Value *>, 4> values;
    for (BasicBlock *block : predecessors(&join)) {
      if (StoreInst *store = lastStore(*block))
        values.push_back({block, store->getValueOperand()});
      else if (LoadInst *load = mayAddStores ? loaded(*stores.front(), *block) : nullptr)
        values.push_back({block, load});
      else
        return false;
      if (values.back().second->getType() != values.front().second->getType())
        return false;
    }
    const auto *global = dyn_cast<GlobalVariable>(getUnderlyingObject(stores.front()->getPointerOperand()));
    if (stores.size() != values.size() && global && global->isConstant())
      return false;
    Instruction *copied = nullptr;
    Value *address = addressIn(join, stores, copied);
    if (!address)
      return false;
    if (copied)
      copied->insertInto(&join, join.getFirstInsertionPt());
    IRBuilder<> builder(&join, copied ? std::next(copied->getIterator()) : join.getFirstInsertionPt());
    PHINode *value = PHINode::Create(values.front().second->getType(), values.size(), "chosen", join.begin());
    Align align = stores.front()->getAlign();
    SmallVector<DebugLoc, 4> locations;
    for (auto [block, chosen] : values)
      value->addIncoming(chosen, block);
    for (const StoreInst *store : stores) {
      align = std::min(align, store->getAlign());
      locations.push_back(store->getDebugLoc());
    }
    const DebugLoc location = DebugLoc::getMergedLocations(locations);
    value->setDebugLoc(location);
    if (copied)
      copied->setDebugLoc(location);
    builder.SetCurrentDebugLocation(location);
    StoreInst *store = builder.CreateAlignedStore(value, address, align);
    AAMDNodes aliases = stores.front()->getAAMetadata();
    for (StoreInst *old : stores) {
      aliases = aliases.merge(old->getAAMetadata());
      auto *oldAddress = dyn_cast<Instruction>(old->getPointerOperand());
      old->eraseFromParent();
      if (oldAddress && isInstructionTriviallyDead(oldAddress))
        oldAddress->eraseFromParent();
    }
    store->setAAMetadata(aliases);
    return true;
  }

  Loop &loop;
  const DominatorTree &dominators;
  ScalarEvolution &evolution;
  const bool mayAddStores;
};

} // namespace

PreservedAnalyses StoreBranchesPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || function.hasOptSize())
    return PreservedAnalyses::all();
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  if (loops.empty())
    return PreservedAnalyses::all();
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &evolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  const bool mayAddStores = !function.getFnAttribute("target-features").getValueAsString().contains("+atomics");
  bool changed = false;
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost())
      continue;
    Branches branches(*loop, dominators, evolution, mayAddStores);
    if (!branches.isCandidate() || !branches.run())
      continue;
    evolution.forgetLoop(loop);
    remarks.emit([&] {
      return OptimizationRemark(passName, "StoresJoined", loop->getStartLoc(), loop->getHeader())
             << "stores in branches made one store of what they choose";
    });
    changed = true;
  }
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

} // namespace nearnative
