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
// (in the backend) makes an addition of each, which has lost nuw and cannot fold. A freeze of the address hides it from that pass. In an
// innermost loop the address becomes a pointer that moves with the loop, so that the counter is free to count down to zero: one
// instruction less per trip. Indices x + C of one base (also written x | C) become offsets from the address at x first.
// Legality: freeze is the value itself unless that is poison, and a load or store at a poison address is undefined. Only offsets that
// already have nuw count. The pointer has the start and the step that scalar evolution finds for the address, and nuw because scalar
// evolution proves that no trip wraps. p + (x + C) * size without unsigned wrap is p + x * size + C * size, neither sum wrapping.
//
// What, 4: bias. A vector that is loaded before the loop of a tile and first used behind it (hoisted from there) keeps a register all the
// time; if the loop has none to spare, the engine moves or spills others within it. It is loaded behind the loop.
// Legality: the place of the load dominated its new one, so the address is good; no instruction of the function that writes may write to
// that memory, in this or in another trip of a loop around both. Not volatile, not atomic.
//
// Where. Price right before and right after the vectorizers, offsets and bias right after, loops right before LLVM unrolls them; not below
// -O2 or where size counts: there the tiles are not unrolled. In a pipeline text, `wasm-slp-shape` is: price, SLP vectorizer, price,
// offsets and bias.
#include "WasmSlpShape.h"

#include "WasmFunction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/InstructionSimplify.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include "llvm/Transforms/Vectorize/SLPVectorizer.h"

#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

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

bool hasVectors(const Loop &loop) {
  return any_of(loop.blocks(), [](const BasicBlock *block) {
    return any_of(*block, [](const Instruction &instruction) { return instruction.getType()->isVectorTy(); });
  });
}

bool hasVectorLoop(const LoopInfo &loops) {
  return any_of(loops, [](const Loop *loop) { return hasVectors(*loop); });
}

/// A pointer with the value of `base` in each trip of the innermost `loop`; null if there is none.
PHINode *movingPointer(Instruction &base, const Loop &loop, const DominatorTree &dominators, ScalarEvolution &evolution,
                       SCEVExpander &expander) {
  BasicBlock *header = loop.getHeader();
  BasicBlock *preheader = loop.getLoopPreheader();
  BasicBlock *latch = loop.getLoopLatch();
  const auto *sequence = cast<SCEVAddRecExpr>(evolution.getSCEV(&base));
  const auto *step = dyn_cast<SCEVConstant>(sequence->getStepRecurrence(evolution));
  if (!loop.isInnermost() || !preheader || !latch || !step || !sequence->hasNoUnsignedWrap() || isa<PHINode>(base) ||
      !dominators.dominates(base.getParent(), latch) || !expander.isSafeToExpandAt(sequence->getStart(), preheader->getTerminator()))
    return nullptr;
  IRBuilder<> builder(header, header->begin());
  builder.SetCurrentDebugLocation(base.getDebugLoc());
  PHINode *moving = builder.CreatePHI(base.getType(), 2, base.getName());
  builder.SetInsertPoint(latch->getTerminator());
  moving->addIncoming(expander.expandCodeFor(sequence->getStart(), base.getType(), preheader->getTerminator()), preheader);
  moving->addIncoming(builder.CreatePtrAdd(moving, step->getValue(), "", GEPNoWrapFlags::noUnsignedWrap()), latch);
  return moving;
}

/// Constant offsets from an address that changes with a loop: hides the address from loop strength reduction, which would make an addition
/// of each. Returns whether there are any.
bool keepOffsets(Function &function, const LoopInfo &loops, const DominatorTree &dominators, ScalarEvolution &evolution) {
  MapVector<Instruction *, SmallVector<Instruction *, 8>> bases; // and what adds an offset for loads and stores only
  SmallVector<WeakTrackingVH, 8> dead;
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
  // Scalar loops gain nothing; some that exchange bytes lose a quarter (measured on both engines on x86; why is not known).
  bases.remove_if([&](const auto &entry) { return !hasVectors(*loops.getLoopFor(entry.first->getParent())); });
  SCEVExpander expander(evolution, "tile");
  for (auto &[base, offsets] : bases) {
    const Loop &loop = *loops.getLoopFor(base->getParent());
    PHINode *moving = movingPointer(*base, loop, dominators, evolution, expander);
    Instruction *address = moving ? moving : base;
    const BasicBlock::iterator place =
        isa<PHINode>(address) ? address->getParent()->getFirstInsertionPt() : std::next(address->getIterator());
    auto *frozen = new FreezeInst(address, base->getName(), place);
    frozen->setDebugLoc(base->getDebugLoc());
    base->replaceUsesWithIf(
        frozen, [&](const Use &use) { return getLoadStorePointerOperand(use.getUser()) == base || is_contained(offsets, use.getUser()); });
    if (moving)
      cast<Instruction>(moving->getIncomingValueForBlock(loop.getLoopLatch()))->setOperand(0, frozen);
    if (base != address)
      dead.push_back(base);
  }
  RecursivelyDeleteTriviallyDeadInstructionsPermissive(dead);
  return !bases.empty();
}

/// Indices x + C, C constant, of one base: makes an address of the base and x, to which C is an offset that loads and stores have room
/// for. Returns whether there are any.
bool splitOffsets(Function &function) {
  const DataLayout &layout = function.getDataLayout();
  using Place = std::tuple<Value *, Value *, Type *>; // the base, x and what is indexed
  bool changed = false;
  for (BasicBlock &block : function) {
    MapVector<Place, SmallVector<std::pair<GetElementPtrInst *, uint64_t>, 8>> groups;
    for (Instruction &instruction : block) {
      auto *address = dyn_cast<GetElementPtrInst>(&instruction);
      if (!address || address->getNumIndices() != 1 || !address->hasNoUnsignedWrap() || address->getType()->isVectorTy())
        continue;
      Value *index = address->getOperand(1);
      const TypeSize size = layout.getTypeAllocSize(address->getSourceElementType());
      if (size.isScalable() || isa<Constant>(index) || index->getType() != layout.getIndexType(address->getType()))
        continue;
      Value *x = nullptr;
      const APInt *constant = nullptr;
      if (!match(index, m_NUWAddLike(m_Value(x), m_APInt(constant)))) {
        x = index;
        constant = nullptr;
      }
      const uint64_t offset = constant ? constant->getZExtValue() * size.getFixedValue() : 0;
      groups[{address->getPointerOperand(), x, address->getSourceElementType()}].emplace_back(address, offset);
    }
    for (auto &[place, addresses] : groups) {
      if (addresses.size() < 2)
        continue;
      const auto &[pointer, x, type] = place;
      IRBuilder<> builder(addresses.front().first);
      Value *base = builder.CreateGEP(type, pointer, x, "", GEPNoWrapFlags::noUnsignedWrap());
      for (const auto &[address, offset] : addresses) {
        builder.SetInsertPoint(address);
        Value *same =
            offset ? builder.CreatePtrAdd(base, builder.getInt32(static_cast<uint32_t>(offset)), "", GEPNoWrapFlags::noUnsignedWrap())
                   : base;
        address->replaceAllUsesWith(same);
        RecursivelyDeleteTriviallyDeadInstructions(address);
      }
      changed = true;
    }
  }
  return changed;
}

/// Of one register.
bool isVector(const Type *type) {
  const auto *vector = dyn_cast<FixedVectorType>(type);
  return vector && vector->getPrimitiveSizeInBits().getFixedValue() == registerBits;
}

/// The block with all uses of `load`, if there is one and it is another than the load's.
const BasicBlock *blockOfUses(const LoadInst &load) {
  const BasicBlock *block = nullptr;
  for (const User *user : load.users()) {
    const auto *instruction = cast<Instruction>(user);
    if (isa<PHINode>(instruction) || (block && instruction->getParent() != block))
      return nullptr;
    block = instruction->getParent();
  }
  return block == load.getParent() ? nullptr : block;
}

/// The first in their block, all being in one.
Instruction *firstUser(const LoadInst &load) {
  Instruction *first = nullptr;
  for (const User *user : load.users()) {
    auto *instruction = const_cast<Instruction *>(cast<Instruction>(user));
    if (!first || instruction->comesBefore(first))
      first = instruction;
  }
  return first;
}

/// Vector registers that a trip of `loop` needs, about: accumulators, what it loads, a factor and a product.
size_t registersIn(const Loop &loop) {
  size_t registers = 2;
  for (const BasicBlock *block : loop.blocks())
    registers += count_if(
        *block, [](const Instruction &instruction) { return isa<PHINode, LoadInst>(instruction) && isVector(instruction.getType()); });
  return registers;
}

/// Moves loads of vectors that wait in registers while a tile is computed behind the loop that computes it, if that loop needs the
/// registers. Returns whether there are any.
bool loadAfterTiles(Function &function, const LoopInfo &loops, const DominatorTree &dominators, AAResults &aliases,
                    OptimizationRemarkEmitter &remarks) {
  SmallVector<Instruction *, 16> writes;
  SmallVector<LoadInst *, 16> loads;
  for (Instruction &instruction : instructions(function)) {
    if (instruction.mayWriteToMemory())
      writes.push_back(&instruction);
    if (auto *load = dyn_cast<LoadInst>(&instruction); load && load->isSimple() && isVector(load->getType()))
      loads.push_back(load);
  }
  // Behind which loop each can be.
  MapVector<const Loop *, SmallVector<LoadInst *, 8>> waiting;
  for (LoadInst *load : loads) {
    const BasicBlock *use = blockOfUses(*load);
    const BasicBlock *before = use ? use->getSinglePredecessor() : nullptr;
    const Loop *tile = before ? loops.getLoopFor(before) : nullptr;
    if (tile && tile->isInnermost() && !tile->contains(use) && !tile->contains(load) &&
        dominators.dominates(load->getParent(), tile->getHeader()))
      waiting[tile].push_back(load);
  }
  bool changed = false;
  for (auto &[tile, found] : waiting) {
    if (registersIn(*tile) + found.size() <= vectorRegisters || found.size() * writes.size() > 1024)
      continue;
    remarks.emit([&] {
      return OptimizationRemark(passName, "LoadedLater", tile->getStartLoc(), tile->getHeader())
             << ore::NV("Count", static_cast<unsigned>(found.size()))
             << " vectors are loaded behind the tile that is computed before they are used, unless that may write to them";
    });
    MapVector<std::pair<Value *, Type *>, LoadInst *> moved;
    for (LoadInst *load : found) {
      BatchAAResults batch(aliases);
      batch.enableCrossIterationMode();
      const MemoryLocation place = MemoryLocation::get(load);
      if (any_of(writes, [&](Instruction *write) { return isModSet(batch.getModRefInfo(write, place)); }))
        continue;
      Instruction *user = firstUser(*load);
      LoadInst *&same = moved[{load->getPointerOperand(), load->getType()}];
      if (same && same->getParent() == user->getParent()) {
        if (user->comesBefore(same)) {
          if (auto *address = dyn_cast<Instruction>(same->getPointerOperand()); address && address->getParent() == same->getParent())
            address->moveBefore(user->getIterator());
          same->moveBefore(user->getIterator());
        }
        combineMetadataForCSE(same, load, /*DoesKMove=*/true);
        load->replaceAllUsesWith(same);
        load->eraseFromParent();
      } else {
        load->moveBefore(user->getIterator());
        if (const auto *address = dyn_cast<GetElementPtrInst>(load->getPointerOperand()); address && address->hasAllConstantIndices()) {
          Instruction *copy = address->clone(); // an offset folds where it is in one block with the load
          copy->insertBefore(load->getIterator());
          load->setOperand(LoadInst::getPointerOperandIndex(), copy);
        }
        same = load;
      }
      changed = true;
    }
  }
  return changed;
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
  OptimizationRemarkEmitter &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  Shaper shaper(function, remarks);
  bool changed = when == When::beforeVectorizer ? shaper.shape() : shaper.restore();
  if (when == When::afterVectorizer) {
    const LoopInfo &loops = analyses.getResult<LoopAnalysis>(function);
    const DominatorTree &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
    // Of equal addresses, which the passes before make for each access, one: each would become a pointer of its own.
    if (hasVectorLoop(loops))
      changed |= !EarlyCSEPass().run(function, analyses).areAllPreserved();
    changed |= splitOffsets(function);
    changed |= loadAfterTiles(function, loops, dominators, analyses.getResult<AAManager>(function), remarks);
    changed |= keepOffsets(function, loops, dominators, analyses.getResult<ScalarEvolutionAnalysis>(function));
  }
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
