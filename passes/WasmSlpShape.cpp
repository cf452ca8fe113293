// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-slp-shape: straight-line tiles (4 x 8 sums in registers, a clamp at their end) become vectors and stay in registers (gap 34).
//
// What, 1: the price of clamps. The SLP vectorizer of LLVM 22 prices a comparison and a select that amount to a minimum or maximum as
// llvm.minnum or maxnum, four library calls and their lane moves on Wasm, although f32x4.pmin or compare and bit select come out. The price
// is paid at the root of the tree, the store of a tile's results, and so a whole tile of multiplications and additions stays scalar. Before
// the vectorizers this pass moves the constant of such a comparison by one unit in the last place and leaves that of the select: no longer
// a minimum, and priced as what it is. After them it moves the constant back, in vectors and in what stayed scalar.
// Legality (all modes). Let next(C) be the smallest number of the type greater than C, prev(C) the largest one less.
//     x > C  is  x >= next(C)     x >= C  is  x > prev(C)     x < C  is  x <= prev(C)     x <= C  is  x < next(C)
// for every x: no number lies between; both sides are false for NaN (true, if the comparison is an unordered one); both zeros are one
// number in comparisons, and so here. C and the moved constant are finite. Only the comparison changes, so all its users see the same truth
// value, and the select still chooses between the same bits. The neighbour of zero is a denormal: nothing is done where the function may
// flush these. LLVM may pull an operation into the arms in between; (c ? f(x) : f(C)) is f(c ? x : C) for any f without side effects and
// without flags that are promised for one arm only.
// Which. Comparisons in groups of as many as fill a vector, with one constant and in one block; a lone one may be in a loop that the loop
// vectorizer takes as it is.
//
// What, 2: loops around a tile. A loop of few trips around a tile's body (the rows of a 3 x 3 window) is unrolled before the vectorizers;
// the backend then puts all its loads first, and the engine spills. It stays a loop if all trips together need more than the registers.
// Legality: metadata that forbids LLVM an optional transformation; not where a local array waits for the unrolling to become values.
//
// What, 3: offsets. The loads of a tile are at constant offsets from one address, which fold into v128.load; but loop strength reduction
// (in the backend) makes an addition of each, which has lost nuw and cannot fold. A freeze of the address hides it from that pass.
// Legality: freeze is the value itself unless that is poison, and a load or store at a poison address is undefined. Only offsets that
// already have nuw count.
//
// Where. Price and offsets right before and right after the vectorizers, loops right before LLVM unrolls them; not below -O2 or where size
// counts: there the tiles are not unrolled. In a pipeline text, `wasm-slp-shape` is: price, SLP vectorizer, price and offsets.
#include "WasmSlpShape.h"

#include "WasmFunction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/InstructionSimplify.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Vectorize/SLPVectorizer.h"

#include <optional>

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-slp-shape";

/// x < C or the like, with the constant on either side.
struct Comparison {
  FCmpInst *instruction;
  Value *x;
  Constant *constant;
  /// As if the constant were on the right.
  FCmpInst::Predicate predicate;
};

std::optional<Comparison> matchComparison(Value *value) {
  auto *compare = dyn_cast<FCmpInst>(value);
  if (!compare)
    return std::nullopt;
  const Type *type = compare->getOperand(0)->getType()->getScalarType();
  if (!type->isFloatTy() && !type->isDoubleTy())
    return std::nullopt;
  if (auto *right = dyn_cast<Constant>(compare->getOperand(1)))
    return Comparison{compare, compare->getOperand(0), right, compare->getPredicate()};
  if (auto *left = dyn_cast<Constant>(compare->getOperand(0)))
    return Comparison{compare, compare->getOperand(1), left, compare->getSwappedPredicate()};
  return std::nullopt;
}

/// <, <=, > or >=, with or without NaN.
bool isOrdering(FCmpInst::Predicate predicate) {
  return FCmpInst::isStrictPredicate(predicate) || FCmpInst::isNonStrictPredicate(predicate);
}

bool isGreater(FCmpInst::Predicate predicate) {
  return predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OGE || predicate == FCmpInst::FCMP_UGT ||
         predicate == FCmpInst::FCMP_UGE;
}

/// `constant`, a scalar or vector, as `change` makes each of its numbers; null if one is none or comes out as none.
Constant *mapNumbers(Constant &constant, function_ref<APFloat(const APFloat &)> change) {
  auto mapped = [&](Constant *element) -> Constant * {
    auto *number = dyn_cast_or_null<ConstantFP>(element);
    if (!number || !number->getValueAPF().isFinite())
      return nullptr;
    const APFloat result = change(number->getValueAPF());
    return result.isFinite() ? ConstantFP::get(element->getType(), result) : nullptr;
  };
  auto *type = dyn_cast<FixedVectorType>(constant.getType());
  if (!type)
    return mapped(&constant);
  SmallVector<Constant *, 8> elements;
  for (unsigned lane = 0; lane < type->getNumElements(); ++lane) {
    elements.push_back(mapped(constant.getAggregateElement(lane)));
    if (!elements.back())
      return nullptr;
  }
  return ConstantVector::get(elements);
}

/// The constant with which the strict form of a comparison says what its form with "or equal" says with `constant`, or the other way round.
Constant *movedConstant(Constant &constant, FCmpInst::Predicate predicate) {
  const bool up = isGreater(predicate) == FCmpInst::isStrictPredicate(predicate);
  return mapNumbers(constant, [&](const APFloat &number) {
    APFloat neighbour = number;
    neighbour.next(/*nextDown=*/!up);
    return neighbour;
  });
}

/// Exchanges strict and "or equal".
FCmpInst::Predicate otherPredicate(FCmpInst::Predicate predicate) {
  return FCmpInst::isStrictPredicate(predicate) ? FCmpInst::getNonStrictPredicate(predicate) : FCmpInst::getStrictPredicate(predicate);
}

/// `constant` with zeros of one sign.
Constant *withZeros(Constant &constant, bool negative) {
  return mapNumbers(constant,
                    [&](const APFloat &number) { return number.isZero() ? APFloat::getZero(number.getSemantics(), negative) : number; });
}

void change(const Comparison &comparison, Constant &constant) {
  FCmpInst &instruction = *comparison.instruction;
  const FCmpInst::Predicate predicate = otherPredicate(comparison.predicate);
  const bool onTheRight = instruction.getOperand(1) == comparison.constant;
  instruction.setPredicate(onTheRight ? predicate : FCmpInst::getSwappedPredicate(predicate));
  instruction.setOperand(onTheRight ? 1 : 0, &constant);
}

bool keepsDenormals(const FCmpInst &compare) {
  const Type *type = compare.getOperand(0)->getType()->getScalarType();
  return compare.getFunction()->getDenormalMode(type->getFltSemantics()) == DenormalMode::getIEEE();
}

/// As the SLP vectorizer asks.
bool isMinOrMax(SelectInst &select) {
  Value *left = nullptr;
  Value *right = nullptr;
  const SelectPatternFlavor flavor = matchSelectPattern(&select, left, right).Flavor;
  return flavor == SPF_FMINNUM || flavor == SPF_FMAXNUM;
}

/// Minima or maxima that make one or more vectors, as far as this pass can tell.
struct ClampGroup {
  const BasicBlock *block;
  FCmpInst::Predicate predicate;
  Constant *constant;
  SmallVector<SelectInst *, 8> selects;
  /// What `constant` becomes in the comparisons; null if they stay as they are.
  Constant *moved = nullptr;
  /// Why they stay.
  StringRef reason;
};

bool handles(const Function &function) { return worksOn(function) && !function.hasOptSize(); }

SmallVector<ClampGroup, 4> findClampGroups(Function &function) {
  SmallVector<ClampGroup, 4> groups;
  for (Instruction &instruction : instructions(function)) {
    auto *select = dyn_cast<SelectInst>(&instruction);
    if (!select || select->getType()->isVectorTy() || !isMinOrMax(*select))
      continue;
    const std::optional<Comparison> comparison = matchComparison(select->getCondition());
    if (!comparison || !isOrdering(comparison->predicate))
      continue;
    auto *group = find_if(groups, [&](const ClampGroup &group) {
      return group.block == select->getParent() && group.predicate == comparison->predicate && group.constant == comparison->constant;
    });
    if (group == groups.end())
      group = &groups.emplace_back(ClampGroup{select->getParent(), comparison->predicate, comparison->constant, {}, nullptr, {}});
    group->selects.push_back(select);
  }
  for (ClampGroup &group : groups) {
    const SelectInst &first = *group.selects.front();
    if (group.selects.size() < registerBits / first.getType()->getScalarSizeInBits())
      group.reason = "too few for a vector";
    else if (!keepsDenormals(*cast<FCmpInst>(first.getCondition())))
      group.reason = "denormals may count as zero";
    else if (group.moved = movedConstant(*group.constant, group.predicate); !group.moved)
      group.reason = "no finite number is next to the constant";
  }
  return groups;
}

class Shaper {
public:
  Shaper(Function &function, OptimizationRemarkEmitter &remarks) : function(function), remarks(remarks) {}

  /// Before the vectorizers. Returns whether anything changed.
  bool shape() {
    bool changed = false;
    for (const ClampGroup &group : findClampGroups(function)) {
      if (!group.moved) {
        remarks.emit([&] {
          return OptimizationRemarkMissed(passName, "LeftAlone", group.selects.front())
                 << ore::NV("Count", static_cast<unsigned>(group.selects.size())) << " minima or maxima keep their price: " << group.reason;
        });
        continue;
      }
      for (SelectInst *select : group.selects)
        if (const std::optional<Comparison> comparison = matchComparison(select->getCondition()))
          if (comparison->constant == group.constant) // else it is the comparison of two selects
            change(*comparison, *group.moved);
      changed = true;
      remarks.emit([&] {
        return OptimizationRemark(passName, "Shaped", group.selects.front())
               << ore::NV("Count", static_cast<unsigned>(group.selects.size()))
               << " minima or maxima have the price of a comparison for SLP";
      });
    }
    return changed;
  }

  /// After the vectorizers. Returns whether anything changed.
  bool restore() {
    SmallVector<SelectInst *, 16> selects;
    for (Instruction &instruction : instructions(function))
      if (auto *select = dyn_cast<SelectInst>(&instruction))
        selects.push_back(select);
    bool changed = false;
    for (SelectInst *select : selects) // none is deleted but the one at hand
      changed |= restore(*select);
    return changed;
  }

private:
  bool restore(SelectInst &select) {
    const std::optional<Comparison> comparison = matchComparison(select.getCondition());
    if (!comparison || !isOrdering(comparison->predicate) || !keepsDenormals(*comparison->instruction))
      return false;
    Constant *original = movedConstant(*comparison->constant, comparison->predicate);
    if (!original)
      return false;
    for (const bool yes : {true, false}) {
      Value *arm = yes ? select.getTrueValue() : select.getFalseValue();
      auto *other = dyn_cast<Constant>(yes ? select.getFalseValue() : select.getTrueValue());
      if (!other)
        continue;
      if (arm == comparison->x) {
        if (withZeros(*original, false) != withZeros(*other, false))
          continue;
        change(*comparison, *other);
        return true;
      }
      const SmallVector<Use *, 4> chain = chainFrom(comparison->x, arm);
      for (Constant *bound : {withZeros(*original, false), withZeros(*original, true)}) {
        if (chain.empty() || computeWith(*bound, chain) != other)
          continue;
        change(*comparison, *bound);
        moveBehind(select, *comparison, *bound, yes, chain);
        return true;
      }
    }
    return false;
  }

  /// The operations that make `result` of `x` and have no other use, each as its operand on the way from `x`; empty if `result` is made in
  /// another way. A flag would promise more for the result of all of them than it did for one.
  static SmallVector<Use *, 4> chainFrom(const Value *x, Value *result) {
    SmallVector<Use *, 4> chain;
    for (Value *value = result; value != x; value = *chain.back()) {
      auto *operation = dyn_cast<Instruction>(value);
      if (!operation || !isa<UnaryOperator, BinaryOperator, CastInst, IntrinsicInst>(operation) || !operation->hasOneUse() ||
          operation->mayReadOrWriteMemory() || !isSafeToSpeculativelyExecute(operation) || operation->hasPoisonGeneratingFlags() ||
          (isa<FPMathOperator>(operation) && operation->getFastMathFlags().any()))
        return {};
      Use *onTheWay = find_if(operation->operands(), [&](const Use &operand) { return operand == x; });
      if (onTheWay == operation->op_end())
        onTheWay = find_if(operation->operands(), [](const Use &operand) { return !isa<Constant>(operand); });
      if (onTheWay == operation->op_end())
        return {};
      chain.push_back(onTheWay);
    }
    return SmallVector<Use *, 4>(reverse(chain));
  }

  /// What the operations of `chain` make of `start`, if LLVM can tell without computing it at run time; else null.
  const Value *computeWith(Value &start, ArrayRef<Use *> chain) const {
    Value *value = &start;
    for (const Use *use : chain) {
      auto *operation = cast<Instruction>(use->getUser());
      SmallVector<Value *, 4> operands(operation->operand_values());
      operands[use->getOperandNo()] = value;
      value = simplifyInstructionWithOperands(operation, operands, SimplifyQuery(function.getDataLayout(), operation));
      if (!value)
        return nullptr;
    }
    return value;
  }

  /// Replaces `select`, which is (c ? chain(x) : chain(bound)), by chain(c ? x : bound).
  static void moveBehind(SelectInst &select, const Comparison &comparison, Value &bound, bool xIfTrue, ArrayRef<Use *> chain) {
    IRBuilder<> builder(&select);
    Value *value = xIfTrue ? builder.CreateSelect(comparison.instruction, comparison.x, &bound)
                           : builder.CreateSelect(comparison.instruction, &bound, comparison.x);
    for (const Use *use : chain) {
      Instruction *operation = cast<Instruction>(use->getUser())->clone();
      operation->setOperand(use->getOperandNo(), value);
      value = builder.Insert(operation);
    }
    value->takeName(&select);
    select.replaceAllUsesWith(value);
    RecursivelyDeleteTriviallyDeadInstructions(&select);
  }

  Function &function;
  OptimizationRemarkEmitter &remarks;
};

/// Constant offsets from an address that changes with a loop: hides the address from loop strength reduction, which would make an addition
/// of each. Returns whether there are any.
bool keepOffsets(Function &function, const LoopInfo &loops, ScalarEvolution &evolution) {
  MapVector<Instruction *, SmallVector<Instruction *, 8>> bases; // and what adds an offset for loads and stores only
  for (Instruction &instruction : instructions(function)) {
    auto *offset = dyn_cast<GetElementPtrInst>(&instruction);
    if (!offset || offset->getType()->isVectorTy() || !offset->hasNoUnsignedWrap() || !offset->hasAllConstantIndices() ||
        !all_of(offset->users(), [&](const User *user) { return getLoadStorePointerOperand(user) == offset; }))
      continue;
    auto *base = dyn_cast<Instruction>(offset->getPointerOperand());
    if (!base)
      continue;
    const auto *sequence = dyn_cast<SCEVAddRecExpr>(evolution.getSCEV(base));
    if (sequence && sequence->getLoop() == loops.getLoopFor(base->getParent()))
      bases[base].push_back(offset);
  }
  for (auto &[base, offsets] : bases) {
    const BasicBlock::iterator place = isa<PHINode>(base) ? base->getParent()->getFirstInsertionPt() : std::next(base->getIterator());
    auto *frozen = new FreezeInst(base, base->getName(), place);
    frozen->setDebugLoc(base->getDebugLoc());
    base->replaceUsesWithIf(
        frozen, [&](const Use &use) { return getLoadStorePointerOperand(use.getUser()) == base || is_contained(offsets, use.getUser()); });
  }
  return !bases.empty();
}

/// Whether `loop` is the body of a tile, and all trips of it together need more registers than there are: at least eight accumulators,
/// which are phis or, where the loops over the lanes have just been written out, places of a local array with constant indices.
bool isBetterKept(const Loop &loop, ScalarEvolution &evolution) {
  const unsigned trips = evolution.getSmallConstantTripCount(&loop);
  // What has just been written out is a chain of blocks.
  if (trips < 2 || !loop.isInnermost() ||
      !all_of(loop.blocks(), [&](const BasicBlock *block) { return block->getUniqueSuccessor() || block == loop.getExitingBlock(); }))
    return false;
  const DataLayout &layout = loop.getHeader()->getDataLayout();
  size_t accumulators = 0;
  uint64_t bits = 0;
  auto count = [&](Type *type, uint64_t times) { bits += layout.getTypeSizeInBits(type).getFixedValue() * times; };
  for (const PHINode &phi : loop.getHeader()->phis())
    if (phi.getType()->isFloatingPointTy()) {
      ++accumulators;
      count(phi.getType(), 1);
    }
  SmallPtrSet<const SCEV *, 32> places;
  SmallPtrSet<const SCEV *, 32> stored;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block) {
      if (instruction.mayReadOrWriteMemory() && !isa<LoadInst, StoreInst>(instruction))
        return false;
      const Value *pointer = getLoadStorePointerOperand(&instruction);
      if (!pointer)
        continue;
      if (isa<ScalableVectorType>(getLoadStoreType(&instruction)))
        return false;
      const SCEV *place = evolution.getSCEV(const_cast<Value *>(pointer));
      const bool isLocal = isa<AllocaInst>(getUnderlyingObject(pointer));
      if (isLocal && !evolution.isLoopInvariant(place, &loop))
        return false; // without an index that is known, the array stays in memory
      if ((isLocal || isa<LoadInst>(instruction)) && places.insert(place).second)
        count(getLoadStoreType(&instruction), isLocal || evolution.isLoopInvariant(place, &loop) ? 1 : trips);
      if (isLocal && isa<StoreInst>(instruction))
        stored.insert(place);
    }
  return accumulators + stored.size() >= 8 && bits > uint64_t{registerBits} * vectorRegisters;
}

} // namespace

PreservedAnalyses WasmSlpShapePass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!handles(function))
    return PreservedAnalyses::all();
  Shaper shaper(function, analyses.getResult<OptimizationRemarkEmitterAnalysis>(function));
  bool changed = when == When::beforeVectorizer ? shaper.shape() : shaper.restore();
  if (when == When::afterVectorizer)
    changed |= keepOffsets(function, analyses.getResult<LoopAnalysis>(function), analyses.getResult<ScalarEvolutionAnalysis>(function));
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

PreservedAnalyses WasmTileLoopPass::run(Loop &loop, LoopAnalysisManager &, LoopStandardAnalysisResults &analyses, LPMUpdater &) {
  Function &function = *loop.getHeader()->getParent();
  if (!handles(function) || hasUnrollTransformation(&loop) != TM_Unspecified || !isBetterKept(loop, analyses.SE))
    return PreservedAnalyses::all();
  loop.setLoopAlreadyUnrolled();
  OptimizationRemarkEmitter(&function).emit([&] {
    return OptimizationRemark(passName, "Kept", loop.getStartLoc(), loop.getHeader())
           << "loop around a tile is not unrolled: its values would not fit the registers";
  });
  return PreservedAnalyses::all();
}

PreservedAnalyses WasmSlpShapePrinterPass::run(Function &function, FunctionAnalysisManager &) {
  stream << "wasm-slp-shape of '" << function.getName() << "':\n";
  if (!handles(function))
    return PreservedAnalyses::all();
  for (const ClampGroup &group : findClampGroups(function)) {
    stream << "  block ";
    group.block->printAsOperand(stream, /*PrintType=*/false);
    stream << ": " << group.selects.size() << " selects by " << FCmpInst::getPredicateName(group.predicate) << ' ' << *group.constant;
    if (group.moved)
      stream << ", compare with " << *group.moved << '\n';
    else
      stream << ", left alone, " << group.reason << '\n';
  }
  return PreservedAnalyses::all();
}

constinit const PassDescription wasmSlpShape = {
    .name = passName,
    .add =
        [](FunctionPassManager &passes, const Options &) {
          passes.addPass(WasmSlpShapePass(WasmSlpShapePass::When::beforeVectorizer));
          passes.addPass(SLPVectorizerPass());
          passes.addPass(WasmSlpShapePass(WasmSlpShapePass::When::afterVectorizer));
        },
    .beforeFullUnroll =
        [](LoopPassManager &passes, const Options &, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmTileLoopPass());
        },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmSlpShapePass(WasmSlpShapePass::When::beforeVectorizer));
        },
    .atVectorizerEnd =
        [](FunctionPassManager &passes, const Options &, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmSlpShapePass(WasmSlpShapePass::When::afterVectorizer));
        },
    .addPrinter = [](FunctionPassManager &passes, const Options &) { passes.addPass(WasmSlpShapePrinterPass(errs())); },
};

} // namespace nearnative
