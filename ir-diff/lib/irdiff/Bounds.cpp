// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Bounds.h"

#include "irdiff/Findings.h"
#include "irdiff/LoopView.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Support/FormatVariadic.h"

#include <utility>
#include <vector>

using namespace llvm;

namespace irdiff {

namespace {

/// The compares that an i1 is made of by and, or, not, and select. Fails on anything else, and on conditions of unusual size.
bool collectCompares(const Value *condition, const Loop &loop, SmallVectorImpl<ICmpInst *> &compares) {
  SmallVector<const Value *, 8> pending{condition};
  SmallPtrSet<const Value *, 8> seen;
  while (!pending.empty()) {
    const Value *value = pending.pop_back_val();
    if (loop.isLoopInvariant(value) || !seen.insert(value).second)
      continue;
    if (seen.size() > 32)
      return false;
    if (const auto *compare = dyn_cast<ICmpInst>(value))
      compares.push_back(const_cast<ICmpInst *>(compare));
    else if (isa<BinaryOperator, SelectInst, FreezeInst>(value) && value->getType()->isIntegerTy(1))
      for (const Value *operand : cast<Instruction>(value)->operands())
        pending.push_back(operand);
    else
      return false;
  }
  return true;
}

bool isMadeOfCounters(const SCEV *scev, const Loop &loop, ScalarEvolution &evolution) {
  return !SCEVExprContains(scev, [&](const SCEV *part) { return isa<SCEVUnknown>(part) && !evolution.isLoopInvariant(part, &loop); });
}

/// Whether the check's branch never goes where the program ends, as far as scalar evolution sees.
bool alwaysHolds(const BranchInst &branch, const Loop &loop, ScalarEvolution &evolution) {
  const auto *compare = dyn_cast<ICmpInst>(branch.getCondition());
  if (!compare || !evolution.isSCEVable(compare->getOperand(0)->getType()))
    return false;
  const bool failsWhenTrue = endsProgram(*branch.getSuccessor(0));
  const CmpPredicate holds = failsWhenTrue ? compare->getInverseCmpPredicate() : compare->getCmpPredicate();
  const auto guarded = [&](Value *operand) { return evolution.applyLoopGuards(evolution.getSCEV(operand), &loop); };
  return evolution.isKnownPredicateAt(holds, guarded(compare->getOperand(0)), guarded(compare->getOperand(1)), &branch);
}

void addBounds(SideFinding &side, FunctionView &view) {
  BoundsFacts facts;
  if (const Loop *loop = view.loopAt(side.parts.front().header)) {
    const ExplicitChecks checks = explicitChecksOf(*loop, view.loops, view.evolution);
    facts.checks = static_cast<unsigned>(checks.blocks.size());
    facts.invariant = checks.invariant;
    facts.provable = checks.provable;
  }
  facts.accessesPerElement = static_cast<double>(side.facts.loads + side.facts.stores) / std::max(1u, side.facts.iterations);
  side.bounds = std::move(facts);
}

/// Says what an engine's own checks cost a loop, where they would take as long as all its work.
void addAccessCause(LoopFinding &loop) {
  constexpr double cyclesPerCheck = 1; // Wasmtime with explicit checks: 0.32 to 0.4 ns per access
  if (!loop.wasm.bounds || loop.judgement.verdict == Verdict::Parity || loop.judgement.verdict == Verdict::Better)
    return;
  const double accesses = loop.wasm.bounds->accessesPerElement, own = loop.judgement.gap.wasm;
  if (accesses >= 2 && accesses * cyclesPerCheck >= own)
    loop.causes.push_back({"MEM-ACCESS", formatv("{0:F1} accesses of linear memory per element: about as many cycles more where the engine "
                                                 "checks each, beside {1:F1} of the loop's own",
                                                 accesses, own)
                                             .str()});
}

} // namespace

bool isDecidedByCounter(const Value *condition, const Loop &loop, ScalarEvolution &evolution) {
  SmallVector<ICmpInst *, 4> compares;
  return collectCompares(condition, loop, compares) && all_of(compares, [&](ICmpInst *compare) {
           return all_of(compare->operands(), [&](Value *operand) {
             return evolution.isSCEVable(operand->getType()) && isMadeOfCounters(evolution.getSCEV(operand), loop, evolution);
           });
         });
}

ExplicitChecks explicitChecksOf(const Loop &loop, const LoopInfo &loops, ScalarEvolution &evolution) {
  ExplicitChecks checks;
  const BasicBlock *latch = loop.getLoopLatch();
  for (BasicBlock *block : loop.blocks()) {
    const Instruction *end = block->getTerminator();
    if (loops.getLoopFor(block) != &loop || !isCheck(*end, latch ? latch->getTerminator() : nullptr))
      continue;
    checks.blocks.push_back(block);
    const auto *branch = dyn_cast<BranchInst>(end);
    if (!branch)
      continue;
    checks.invariant += loop.isLoopInvariant(branch->getCondition());
    checks.provable += isDecidedByCounter(branch->getCondition(), loop, evolution) || alwaysHolds(*branch, loop, evolution);
  }
  return checks;
}

void addBounds(ArrayRef<LoopFinding *> loops) {
  MapVector<const Function *, std::vector<SideFinding *>> byFunction;
  for (LoopFinding *loop : loops)
    for (SideFinding *side : {&loop->native, &loop->wasm})
      if (side->function && side->facts.state == LoopState::Loop && !side->parts.empty())
        byFunction[side->function].push_back(side);
  for (auto &[function, sides] : byFunction) {
    FunctionView view(*function);
    for (SideFinding *side : sides)
      addBounds(*side, view);
  }
  for (LoopFinding *loop : loops)
    addAccessCause(*loop);
}

ArrayRef<CheckPrice> checkPrices() {
  static constexpr CheckPrice prices[] = {
      {"Wasmtime, V8", "guard pages (the default of both)", 1.0, 1.0},
      {"Wasmtime", "explicit checks (memory_reservation=0, memory_guard_size=0)", 2.14, 4.1},
      {"Wasmtime", "explicit checks, heap Spectre mitigation off", 1.45, 0},
      {"Wasmtime", "explicit checks, mitigation off, guard of 64 KiB", 1.27, 0},
      {"Wasmtime", "wasm64", 1.91, 4.1},
      {"Wasmtime", "epoch interruption, beside any of the others", 1.9, 0},
      {"Wasmtime", "fuel, beside any of the others", 1.8, 0},
      {"V8", "explicit checks (--wasm-enforce-bounds-checks)", 1.40, 0},
      {"V8", "wasm64", 1.27, 0},
  };
  return prices;
}

} // namespace irdiff
