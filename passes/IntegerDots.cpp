// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Part of wasm-int-idioms: sums and dot products of narrow integers (gaps 1, 16, 18, 19, 20).
//
// What. An innermost loop that does nothing but add up, in i32 or i64, products and values which fit 16 bits each, computed from i8 and i16
// that it reads. The loop vectorizer takes the width of the sum, four lanes, and widens everything to it; metadata does not help where
// signs are mixed or a zero point is subtracted. Here the loop gets a vector loop of its own in front of it, in i16 lanes, with
// i32x4.dot_i16x8_s for products and pairwise additions for plain sums (of bytes: in i8 lanes). The last, incomplete vector starts early
// enough to end with the last element; what has been added before is masked out of it. From half a vector on, the first and the last half
// make one. So the old loop runs for less than half a vector only.
//   Sources unrolled by hand are read as the loop they were: a[i], a[i + 1], ... with a step of as many, into one sum or into several that
// are added up after the loop. Bytes of which a loop reads the even and the odd ones apart (nibble blocks) are split in i16 lanes.
//
// Legality.
// - Sums: i32 and i64 additions wrap, and wrapping addition may be reordered. The new ones carry no nsw or nuw.
// - i16 lanes: a value is computed modulo 2^16 by add, sub, mul, and, or, xor, shl of operands modulo 2^16. Where its range, by
//   ConstantRange arithmetic in its own type, lies within [-2^15, 2^15) the lane is its value. Shifts to the right, abs, min and max are
//   taken only of operands that fit. A dot product of such lanes is the sum of two exact products modulo 2^32.
// - Values of unknown range that do not change in the loop (zero points) are taken to be in [-2^13, 2^13), which is checked once before the
//   loop: where it fails the old loop runs.
// - i64: the part sums of one trip must not leave i32, by their ranges; then they are extended and added.
// - Reads: VectorLoop says why the loop's reads may be done earlier; every byte of a vector is read by the old loop: stride 1 (or -1), all
//   of the places of an unrolled loop, or both bytes of a pair. A chain of accesses a loop makes from one pointer lies in one object, hence
//   inbounds and nuw.
// - Several sums made one: only if all that happens to them after the loop is that they are added to each other, once; other additions,
//   phis of one block with the same ways in, and a loop that adds more to one of them may lie between.
//
// Where. Right before the vectorizers: they do not touch a loop that has been vectorized. The old loop stays scalar, but where a check may
// fail they vectorize it as ever. Blocks of constant length would be unrolled long before and reach
// the SLP vectorizer as loads and shuffles; keepIntegerDot() prevents that for the loops that are taken here.
#include "IntegerDots.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <algorithm>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-int-idioms";
/// On loops that keepIntegerDot() kept, beside llvm.loop.unroll.disable.
constexpr char keptMark[] = "nearnative.loop.integer-dot";
/// What values that do not change in the loop are checked for, as [-2^bits, 2^bits).
constexpr unsigned invariantBits = 13;
constexpr unsigned deepest = 12;
/// Elements per iteration of what is taken for a loop unrolled by hand.
constexpr int64_t largestUnroll = 32;
/// Shorter loops of constant length are better unrolled.
constexpr unsigned shortestKept = 8;

/// What is added to a sum in one iteration: the product of two values that fit 16 bits, or one value.
struct Term {
  Value *left = nullptr;
  Value *right = nullptr;
  bool negative = false;
};

struct Sum {
  PHINode *phi = nullptr;
  SmallVector<Term, 4> terms;
};

/// How the vector loop does a load.
struct Access {
  /// The load whose address in the first iteration is the base, and the distance from there.
  LoadInst *base = nullptr;
  int64_t offset = 0;
  /// One byte of a pair, and whether it is the second.
  bool isPair = false;
  bool isSecond = false;
};

/// Where the terms of a loop are computed.
enum class Lanes {
  halves, ///< 8 lanes of i16
  bytes,  ///< 16 lanes of i8, for plain sums of bytes
};

class DotLoop {
public:
  DotLoop(CountedLoop counted, ScalarEvolution &scalarEvolution) : counted(std::move(counted)), scalarEvolution(scalarEvolution) {}

  /// Whether the loop can be rewritten; else `why` not. Changes nothing.
  bool analyse();
  void rewrite(DominatorTree &dominators, LoopInfo &loops);

  /// Whether the loop around it goes on where it ends, with the same sums: unrolled, it becomes one loop over all elements.
  bool isPieceOfLongerLoop();

  StringRef why;
  std::string describe() const;
  bool hasChecks() const { return !guarded.empty(); }

private:
  bool refuse(StringRef reason) {
    why = reason;
    return false;
  }

  // Values.
  ConstantRange rangeOf(Value *value, unsigned depth = deepest);
  bool fits(Value *value, unsigned bits);
  bool isComputable(Value *value, unsigned bits, unsigned depth = deepest);
  bool isLane(Value *value) { return fits(value, 16) && isComputable(value, 16); }
  bool isUsableLoad(LoadInst &load);
  bool isComparisonComputable(Value *value, unsigned bits, unsigned depth);
  bool isByteSummand(Value *value);
  bool isExactProduct(BinaryOperator &product, bool isSigned);
  bool isDistance(LoadInst *from, LoadInst *to, int64_t bytes);

  // Terms.
  bool collect(Value *value, Sum &sum, bool negative, bool &sawPhi, unsigned depth);
  bool addTerm(Value *value, Sum &sum, bool negative);
  bool readSums();
  bool mergeSums();
  bool onlyAddedUp(ArrayRef<PHINode *> values);
  bool reroll();
  bool isShifted(Value *first, Value *second, int64_t elements, unsigned depth = deepest);
  bool arrangeLoads();
  void chooseLanes();
  unsigned vectorsPerTrip();
  unsigned laneCount() const { return lanes == Lanes::bytes ? 16 : 8; }
  unsigned iterationsPerVector() const { return std::max<unsigned>(1, laneCount() / unroll); }
  /// Half a vector is as good as the vectorizer's whole one.
  unsigned halfIterations() const { return std::max<unsigned>(1, iterationsPerVector() / 2); }

  const CountedLoop counted;
  ScalarEvolution &scalarEvolution;
  SmallVector<Sum, 4> sums;
  /// Sums that have been made part of the first: they stay as they were before the loop.
  SmallPtrSet<PHINode *, 4> merged;
  SmallSetVector<LoadInst *, 8> loads;
  /// Values to be checked before the loop.
  SmallSetVector<Value *, 4> guarded;
  DenseMap<LoadInst *, Access> accesses;
  DenseMap<Value *, ConstantRange> ranges;
  Lanes lanes = Lanes::halves;
  /// Elements of each load in one iteration, and whether they are read from the end to the start.
  unsigned unroll = 1;
  bool backwards = false;
  bool wide = false;

  friend class Emitter;
};

// ---- Ranges

/// The range of `value` in its own type. Values that do not change in the loop and are not known to be small are guarded.
ConstantRange DotLoop::rangeOf(Value *value, unsigned depth) {
  if (auto known = ranges.find(value); known != ranges.end())
    return known->second;
  const unsigned bits = value->getType()->getScalarSizeInBits();
  ConstantRange range = scalarEvolution.isSCEVable(value->getType()) ? scalarEvolution.getSignedRange(scalarEvolution.getSCEV(value))
                                                                     : ConstantRange::getFull(bits);
  if (auto *constant = dyn_cast<ConstantInt>(value)) {
    range = ConstantRange(constant->getValue());
  } else if (counted.loop->isLoopInvariant(value)) {
    const unsigned needed = range.getMinSignedBits();
    if (needed > invariantBits + 1) {
      guarded.insert(value);
      range = ConstantRange(APInt::getSignedMinValue(invariantBits + 1).sext(bits), APInt(bits, uint64_t(1) << invariantBits));
    }
  } else if (depth > 0) {
    auto operand = [&](unsigned index) { return rangeOf(cast<Instruction>(value)->getOperand(index), depth - 1); };
    ConstantRange computed = ConstantRange::getFull(bits);
    if (auto *cast = dyn_cast<CastInst>(value); cast && cast->getSrcTy()->isIntegerTy()) {
      computed = operand(0).castOp(cast->getOpcode(), bits);
    } else if (auto *binary = dyn_cast<BinaryOperator>(value)) {
      computed = operand(0).binaryOp(binary->getOpcode(), operand(1));
    } else if (auto *call = dyn_cast<IntrinsicInst>(value); call && ConstantRange::isIntrinsicSupported(call->getIntrinsicID())) {
      SmallVector<ConstantRange, 2> arguments;
      for (Value *argument : call->args())
        arguments.push_back(rangeOf(argument, depth - 1));
      computed = ConstantRange::intrinsic(call->getIntrinsicID(), arguments);
    } else if (isa<SelectInst>(value)) {
      computed = operand(1).unionWith(operand(2), ConstantRange::Signed);
    }
    range = range.intersectWith(computed, ConstantRange::Signed);
  }
  ranges.insert({value, range});
  return range;
}

bool DotLoop::fits(Value *value, unsigned bits) { return rangeOf(value).getMinSignedBits() <= bits; }

// ---- What can be computed in lanes

bool DotLoop::isUsableLoad(LoadInst &load) {
  if (load.getParent() != counted.body || load.getPointerAddressSpace() != 0 ||
      !(load.getType()->isIntegerTy(8) || load.getType()->isIntegerTy(16)))
    return false;
  if (!strideInBytes(load.getPointerOperand(), *counted.loop, scalarEvolution))
    return false;
  loads.insert(&load);
  return true;
}

/// Whether `value` modulo 2^bits can be computed in lanes of `bits` (8 or 16) bits; its type has as many bits or more.
bool DotLoop::isComputable(Value *value, unsigned bits, unsigned depth) {
  if (isa<ConstantInt>(value) || (counted.loop->isLoopInvariant(value) && value->getType()->isIntegerTy()))
    return true;
  auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction || instruction->getParent() != counted.body || depth == 0)
    return false;
  const unsigned own = value->getType()->getScalarSizeInBits();
  auto operand = [&](unsigned index) { return isComputable(instruction->getOperand(index), bits, depth - 1); };
  // The lane is the operand itself, not only congruent to it.
  auto exactOperand = [&](unsigned index) { return operand(index) && (own == bits || fits(instruction->getOperand(index), bits)); };
  switch (instruction->getOpcode()) {
  case Instruction::Load:
    return own == bits && isUsableLoad(cast<LoadInst>(*instruction));
  case Instruction::Trunc:
    return operand(0);
  case Instruction::SExt:
  case Instruction::ZExt: {
    const unsigned from = instruction->getOperand(0)->getType()->getScalarSizeInBits();
    if (from >= bits)
      return operand(0);
    if (from == 1)
      return isComparisonComputable(instruction->getOperand(0), bits, depth - 1);
    return bits == 16 && from == 8 && isComputable(instruction->getOperand(0), 8, depth - 1);
  }
  case Instruction::Add:
  case Instruction::Sub:
  case Instruction::Mul:
  case Instruction::And:
  case Instruction::Or:
  case Instruction::Xor:
    return (bits == 16 || instruction->getOpcode() != Instruction::Mul) && operand(0) && operand(1);
  case Instruction::Shl:
  case Instruction::AShr:
  case Instruction::LShr: {
    const APInt *amount = nullptr;
    if (!match(instruction->getOperand(1), m_APInt(amount)) || amount->uge(bits))
      return false;
    if (instruction->getOpcode() == Instruction::Shl)
      return operand(0);
    // A negative value shifted logically in a wider type is not the lane shifted.
    return exactOperand(0) &&
           (instruction->getOpcode() == Instruction::AShr || own == bits || rangeOf(instruction->getOperand(0)).isAllNonNegative());
  }
  case Instruction::Call: {
    const auto *call = dyn_cast<IntrinsicInst>(instruction);
    if (!call)
      return false;
    switch (call->getIntrinsicID()) {
    case Intrinsic::abs:
      return exactOperand(0);
    case Intrinsic::ctpop:
      return bits == 8 && own == 8 && operand(0);
    case Intrinsic::smin:
    case Intrinsic::smax:
      return exactOperand(0) && exactOperand(1);
    case Intrinsic::umin:
    case Intrinsic::umax:
      return exactOperand(0) && exactOperand(1) &&
             (own == bits || (rangeOf(call->getArgOperand(0)).isAllNonNegative() && rangeOf(call->getArgOperand(1)).isAllNonNegative()));
    default:
      return false;
    }
  }
  default:
    return false;
  }
}

/// Whether the comparison `value` can be done in lanes of `bits` bits: of bytes, extended to 16 bits as the predicate takes them, or of
/// values of that size.
bool DotLoop::isComparisonComputable(Value *value, unsigned bits, unsigned depth) {
  auto *compare = dyn_cast<ICmpInst>(value);
  if (!compare || compare->getParent() != counted.body)
    return false;
  Type *type = compare->getOperand(0)->getType();
  return (type->isIntegerTy(8) || type->isIntegerTy(bits)) &&
         all_of(compare->operand_values(), [&](Value *operand) { return isComputable(operand, type->getScalarSizeInBits(), depth); });
}

/// |x - y| of values extended from i8 both by sign or both by zero.
struct Difference {
  Value *left = nullptr;
  Value *right = nullptr;
  bool isSigned = false;
};

static bool extendedBytes(Value *left, Value *right, Difference &difference) {
  auto *first = dyn_cast<CastInst>(left);
  auto *second = dyn_cast<CastInst>(right);
  if (!first || !second || first->getOpcode() != second->getOpcode() || !isa<SExtInst, ZExtInst>(first) ||
      !first->getSrcTy()->isIntegerTy(8) || !second->getSrcTy()->isIntegerTy(8))
    return false;
  difference = {first->getOperand(0), second->getOperand(0), isa<SExtInst>(first)};
  return true;
}

static bool matchDifference(Value *value, Difference &difference) {
  Value *x = nullptr;
  Value *y = nullptr;
  if (match(value, m_Intrinsic<Intrinsic::abs>(m_Sub(m_Value(x), m_Value(y)))) ||
      match(value, m_Sub(m_SMax(m_Value(x), m_Value(y)), m_c_SMin(m_Deferred(x), m_Deferred(y)))))
    return extendedBytes(x, y, difference);
  if (match(value, m_Sub(m_UMax(m_Value(x), m_Value(y)), m_c_UMin(m_Deferred(x), m_Deferred(y)))))
    return extendedBytes(x, y, difference) && !difference.isSigned;
  // x > y ? x - y : y - x, where the comparison is of the bytes or of what they are extended to.
  CmpPredicate predicate;
  Value *left = nullptr;
  Value *right = nullptr;
  if (!match(value, m_Select(m_ICmp(predicate, m_Value(left), m_Value(right)), m_Sub(m_Value(x), m_Value(y)),
                             m_Sub(m_Deferred(y), m_Deferred(x)))) ||
      !extendedBytes(x, y, difference))
    return false;
  if (predicate == ICmpInst::ICMP_SLT || predicate == ICmpInst::ICMP_SLE || predicate == ICmpInst::ICMP_ULT ||
      predicate == ICmpInst::ICMP_ULE) {
    std::swap(left, right);
    predicate = ICmpInst::getSwappedPredicate(predicate);
  }
  const bool isSigned = predicate == ICmpInst::ICMP_SGT || predicate == ICmpInst::ICMP_SGE;
  if (!isSigned && predicate != ICmpInst::ICMP_UGT && predicate != ICmpInst::ICMP_UGE)
    return false;
  if (left == difference.left && right == difference.right)
    return isSigned == difference.isSigned;
  return left == x && right == y && (isSigned || !difference.isSigned);
}

/// Values in [0, 255] that are computed modulo 2^8 as a difference of bytes.
static bool isByteDifference(Value *value) {
  Difference difference;
  return matchDifference(value, difference);
}

// ---- Terms

/// Whether the extension of `product`, which is narrower than the sum, is the product of its operands, taken as signed.
bool DotLoop::isExactProduct(BinaryOperator &product, bool isSigned) {
  const unsigned bits = product.getType()->getScalarSizeInBits();
  const ConstantRange left = rangeOf(product.getOperand(0));
  const ConstantRange right = rangeOf(product.getOperand(1));
  if (!isSigned && !(left.isAllNonNegative() && right.isAllNonNegative()))
    return false;
  const ConstantRange exact = left.signExtend(2 * bits).multiply(right.signExtend(2 * bits));
  return isSigned ? exact.getMinSignedBits() <= bits : exact.getActiveBits() <= bits;
}

bool DotLoop::addTerm(Value *value, Sum &sum, bool negative) {
  Value *product = value;
  while (isa<SExtInst, ZExtInst>(product) && !isa<LoadInst>(cast<CastInst>(product)->getOperand(0))) {
    auto *inner = dyn_cast<BinaryOperator>(cast<CastInst>(product)->getOperand(0));
    if (!inner || inner->getOpcode() != Instruction::Mul)
      break;
    // A product that does not wrap as signed and is not negative.
    const bool isSigned = isa<SExtInst>(product) || cast<ZExtInst>(product)->hasNonNeg() || inner->getOperand(0) == inner->getOperand(1);
    if (!isExactProduct(*inner, isSigned))
      break;
    product = inner;
  }
  Value *left = nullptr;
  Value *right = nullptr;
  const APInt *amount = nullptr;
  if (match(product, m_Mul(m_Value(left), m_Value(right))) && isLane(left) && isLane(right)) {
    sum.terms.push_back({left, right, negative});
    return true;
  }
  if (match(product, m_Shl(m_Value(left), m_APInt(amount))) && amount->ult(15) && isLane(left)) {
    sum.terms.push_back({left, ConstantInt::get(left->getType(), uint64_t(1) << amount->getZExtValue()), negative});
    return true;
  }
  const ConstantRange range = rangeOf(value);
  if ((range.getMinSignedBits() <= 16 || range.getActiveBits() <= 16) && (isComputable(value, 16) || isByteSummand(value))) {
    sum.terms.push_back({value, nullptr, negative});
    return true;
  }
  return false;
}

/// Takes the tree of additions apart that makes the next value of the sum.
bool DotLoop::collect(Value *value, Sum &sum, bool negative, bool &sawPhi, unsigned depth) {
  if (value == sum.phi) {
    if (negative || sawPhi)
      return false;
    return sawPhi = true;
  }
  auto *binary = dyn_cast<BinaryOperator>(value);
  if (binary && depth > 0 && binary->getParent() == counted.body &&
      (binary->getOpcode() == Instruction::Add || binary->getOpcode() == Instruction::Sub) &&
      (binary->hasOneUse() || binary == counted.next(*sum.phi))) {
    const size_t count = sum.terms.size();
    const bool saw = sawPhi;
    const bool subtracts = binary->getOpcode() == Instruction::Sub;
    if (collect(binary->getOperand(0), sum, negative, sawPhi, depth - 1) &&
        collect(binary->getOperand(1), sum, negative != subtracts, sawPhi, depth - 1))
      return true;
    sum.terms.truncate(count);
    sawPhi = saw;
  }
  return addTerm(value, sum, negative);
}

bool DotLoop::readSums() {
  for (PHINode *phi : counted.recurrences) {
    Value *next = counted.next(*phi);
    Type *type = phi->getType();
    if (!type->isIntegerTy(32) && !type->isIntegerTy(64))
      return refuse("a value other than a 32-bit or 64-bit sum is carried from one iteration to the next");
    if (!phi->hasOneUse() || !isa<Instruction>(next) ||
        any_of(next->users(), [&](const User *user) { return user != phi && cast<Instruction>(user)->getParent() == counted.body; }))
      return refuse("a partial sum is used in the loop");
    Sum sum;
    sum.phi = phi;
    bool sawPhi = false;
    if (!collect(next, sum, /*negative=*/false, sawPhi, 64) || !sawPhi)
      return refuse("a summand is not made of narrow integers in a known way");
    wide |= type->isIntegerTy(64);
    sums.push_back(sum);
  }
  if (sums.empty() || loads.empty())
    return refuse("nothing is summed");
  return true;
}

// ---- Loops unrolled by hand

/// Whether `second` is `first` with all loads `elements` further on.
bool DotLoop::isShifted(Value *first, Value *second, int64_t elements, unsigned depth) {
  if (counted.loop->isLoopInvariant(first) || counted.loop->isLoopInvariant(second))
    return first == second;
  auto *left = dyn_cast<Instruction>(first);
  auto *right = dyn_cast<Instruction>(second);
  if (!left || !right || depth == 0 || !left->isSameOperationAs(right, Instruction::CompareIgnoringAlignment))
    return false;
  if (auto *load = dyn_cast<LoadInst>(left)) {
    return isDistance(load, cast<LoadInst>(right), elements * int64_t(load->getType()->getScalarSizeInBits() / 8));
  }
  auto operands = [&](unsigned x, unsigned y) {
    return isShifted(left->getOperand(0), right->getOperand(x), elements, depth - 1) &&
           (left->getNumOperands() < 2 || isShifted(left->getOperand(1), right->getOperand(y), elements, depth - 1));
  };
  if (isa<CastInst>(left))
    return operands(0, 0);
  if (isa<BinaryOperator>(left))
    return operands(0, 1) || (left->isCommutative() && operands(1, 0));
  if (isa<IntrinsicInst>(left) && left->getNumOperands() == 3)
    return operands(0, 1) || (left->isCommutative() && operands(1, 0));
  return false;
}

/// If every load moves on by the same number of elements, more than one, the terms must be those of as many iterations of a loop in which
/// they move on by one. Keeps those of the first.
bool DotLoop::reroll() {
  int64_t step = 0;
  for (LoadInst *load : loads) {
    const int64_t size = load->getType()->getScalarSizeInBits() / 8;
    const int64_t bytes = *strideInBytes(load->getPointerOperand(), *counted.loop, scalarEvolution);
    if (bytes % size != 0 || (step != 0 && bytes / size != step))
      return false;
    step = bytes / size;
  }
  if (step < 2 || step > largestUnroll || !isPowerOf2_64(step))
    return false;
  SmallVector<Sum, 4> first;
  for (const Sum &sum : sums) {
    Sum kept;
    kept.phi = sum.phi;
    if (sum.terms.size() % step != 0)
      return false;
    SmallPtrSet<const Term *, 16> used;
    for (const Term &head : sum.terms) {
      SmallVector<const Term *, 8> copies;
      for (int64_t shift = 1; shift < step && !used.contains(&head); ++shift) {
        const auto *copy = find_if(sum.terms, [&](const Term &term) {
          if (&term == &head || used.contains(&term) || is_contained(copies, &term) || term.negative != head.negative ||
              !term.right != !head.right)
            return false;
          if (!head.right)
            return isShifted(head.left, term.left, shift);
          return (isShifted(head.left, term.left, shift) && isShifted(head.right, term.right, shift)) ||
                 (isShifted(head.left, term.right, shift) && isShifted(head.right, term.left, shift));
        });
        if (copy == sum.terms.end())
          break;
        copies.push_back(copy);
      }
      if (copies.size() + 1 != size_t(step))
        continue;
      used.insert(copies.begin(), copies.end());
      used.insert(&head);
      kept.terms.push_back(head);
    }
    if (used.size() != sum.terms.size())
      return false;
    first.push_back(kept);
  }
  sums = std::move(first);
  unroll = step;
  // Only what the kept terms load counts.
  loads.clear();
  for (const Sum &sum : sums)
    for (const Term &term : sum.terms) {
      isComputable(term.left, 16) || isByteSummand(term.left);
      if (term.right)
        isComputable(term.right, 16);
    }
  return true;
}

/// What becomes of `start` through phis and further additions to it, in a loop for what is left: the one value that carries it, once on
/// every way, to what uses it otherwise. Null if there is no such value.
static Value *throughLoop(Value *start) {
  SmallSetVector<Value *, 16> carriers;
  carriers.insert(start);
  // Whether `value` is a carrier with something added.
  auto addsToCarrier = [&](Value *value) {
    SmallVector<Value *, 4> sums;
    for (unsigned depth = 0; depth < 8; ++depth) {
      Value *left = nullptr;
      Value *right = nullptr;
      if (!match(value, m_Add(m_Value(left), m_Value(right))) || carriers.contains(left) == carriers.contains(right)) {
        // Not yet: neither operand is one. Of two sums the first is taken to be the longer chain.
        if (!left || carriers.contains(left))
          return false;
        sums.push_back(value);
        value = left;
        continue;
      }
      carriers.insert(value);
      carriers.insert_range(sums);
      return true;
    }
    return false;
  };
  for (size_t next = 0; next < carriers.size(); ++next) {
    if (carriers.size() > 32)
      return nullptr;
    // What comes into a phi must be a carrier too; that of other phis is looked at in their turn.
    auto *phi = dyn_cast<PHINode>(carriers[next]);
    if (phi && phi != start) {
      for (Value *incoming : phi->incoming_values()) {
        if (isa<PHINode>(incoming))
          carriers.insert(incoming);
        else if (!carriers.contains(incoming) && !addsToCarrier(incoming))
          return nullptr;
      }
    }
    for (User *user : carriers[next]->users())
      if (isa<PHINode>(user))
        carriers.insert(user);
  }
  Value *result = nullptr;
  for (Value *carrier : carriers)
    for (const Use &use : carrier->uses())
      if (!carriers.contains(use.getUser())) {
        if (result)
          return nullptr;
        result = carrier;
      }
  return result == start ? nullptr : result;
}

static bool goTogether(ArrayRef<Value *> values, SmallSetVector<Value *, 8> &phis) {
  for (Value *value : values) {
    auto *phi = value->hasOneUse() ? dyn_cast<PHINode>(value->user_back()) : nullptr;
    if (!phi || !phis.insert(phi))
      return false;
    auto *first = cast<PHINode>(phis[0]);
    if (phi->getParent() != first->getParent())
      return false;
    for (unsigned index = 0; index < first->getNumIncomingValues(); ++index)
      if ((first->getIncomingValue(index) == values[0]) != (phi->getIncomingValueForBlock(first->getIncomingBlock(index)) == value))
        return false;
  }
  return true;
}

/// Whether all that happens to `values` after the loop is that they are added to each other.
bool DotLoop::onlyAddedUp(ArrayRef<PHINode *> values) {
  SmallSetVector<Value *, 8> left(values.begin(), values.end());
  for (unsigned steps = 0; left.size() > 1; ++steps) {
    if (steps > 64)
      return false;
    auto otherOf = [](Value *value, User *sum) { return sum->getOperand(sum->getOperand(0) == value); };
    const auto *added = find_if(left, [&](Value *value) {
      if (!value->hasOneUse() || !match(value->user_back(), m_Add(m_Value(), m_Value())))
        return false;
      Value *other = otherOf(value, value->user_back());
      return !left.contains(other) || other->hasOneUse();
    });
    if (added != left.end()) {
      // Two of them, or one of them and something else.
      Value *value = *added;
      User *sum = value->user_back();
      Value *other = otherOf(value, sum);
      left.remove(value);
      left.remove(other);
      left.insert(sum);
      continue;
    }
    // All of them go into phis of one block on the same ways.
    if (SmallSetVector<Value *, 8> phis; goTogether(left.getArrayRef(), phis)) {
      left = std::move(phis);
      continue;
    }
    Value *after = nullptr;
    for (Value *value : left) {
      after = throughLoop(value);
      if (after) {
        left.remove(value);
        left.insert(after);
        break;
      }
    }
    if (!after)
      return false;
  }
  return true;
}

/// Makes one sum of all.
bool DotLoop::mergeSums() {
  SmallVector<PHINode *, 4> results;
  for (const Sum &sum : sums) {
    PHINode *result = nullptr;
    for (PHINode &phi : counted.exit->phis())
      if (phi.getIncomingValueForBlock(counted.body) == counted.next(*sum.phi)) {
        if (result)
          return false;
        result = &phi;
      }
    if (!result || result->getType() != sums.front().phi->getType())
      return false;
    results.push_back(result);
  }
  if (!onlyAddedUp(results))
    return false;
  for (const Sum &sum : drop_begin(sums)) {
    sums.front().terms.append(sum.terms);
    merged.insert(sum.phi);
  }
  sums.truncate(1);
  return true;
}

// ---- Loads, lanes, bounds

bool DotLoop::arrangeLoads() {
  int direction = 0;
  for (LoadInst *load : loads) {
    const int64_t size = load->getType()->getScalarSizeInBits() / 8;
    const int64_t bytes = *strideInBytes(load->getPointerOperand(), *counted.loop, scalarEvolution);
    Access access;
    if (bytes == size * unroll || (bytes == -size && unroll == 1)) {
      const int sign = bytes < 0 ? -1 : 1;
      if (direction == -sign)
        return refuse("it reads forwards and backwards");
      direction = sign;
    } else if (bytes == 2 && size == 1 && unroll == 1 && lanes == Lanes::halves) {
      // Only where the lanes of i16 are extensions of the bytes, and the other byte of the pair is read too.
      access.isPair = true;
      auto isPartner = [&](LoadInst *other, int64_t distance) {
        return isDistance(load, other, distance) && other->getType() == load->getType();
      };
      if (any_of(loads, [&](LoadInst *other) { return isPartner(other, 1); }))
        access.isSecond = false;
      else if (any_of(loads, [&](LoadInst *other) { return isPartner(other, -1); }))
        access.isSecond = true;
      else
        return refuse("it reads every other element");
      if (any_of(load->users(), [](const User *user) { return !isa<SExtInst, ZExtInst>(user); }))
        return refuse("bytes of a pair are computed with before they are extended");
      if (direction < 0)
        return refuse("it reads forwards and backwards");
      direction = 1;
    } else {
      return refuse("it does not read consecutive elements");
    }
    accesses.insert({load, access});
  }
  backwards = direction < 0;
  // Loads at a constant distance from each other share an address.
  for (LoadInst *load : loads) {
    Access &access = accesses[load];
    access.base = load;
    for (LoadInst *other : loads) {
      const SCEV *distance = scalarEvolution.getMinusSCEV(scalarEvolution.getSCEV(load->getPointerOperand()),
                                                          scalarEvolution.getSCEV(other->getPointerOperand()));
      const auto *constant = dyn_cast<SCEVConstant>(distance);
      if (constant && constant->getAPInt().getSExtValue() > access.offset) {
        access.base = other;
        access.offset = constant->getAPInt().getSExtValue();
      }
    }
  }
  return true;
}

bool DotLoop::isDistance(LoadInst *from, LoadInst *to, int64_t bytes) {
  const auto *constant = dyn_cast<SCEVConstant>(
      scalarEvolution.getMinusSCEV(scalarEvolution.getSCEV(to->getPointerOperand()), scalarEvolution.getSCEV(from->getPointerOperand())));
  return constant && constant->getAPInt().getSExtValue() == bytes;
}

/// Whether `value`, a plain summand, can be had from lanes of i8, as which its range is signed or unsigned.
bool DotLoop::isByteSummand(Value *value) {
  const ConstantRange range = rangeOf(value);
  if (isByteDifference(value)) {
    Difference difference;
    matchDifference(value, difference);
    return isComputable(difference.left, 8) && isComputable(difference.right, 8);
  }
  return (range.getMinSignedBits() <= 8 || range.getActiveBits() <= 8) && isComputable(value, 8);
}

void DotLoop::chooseLanes() {
  const bool bytes = all_of(sums,
                            [&](const Sum &sum) {
                              return all_of(sum.terms, [&](const Term &term) { return !term.right && isByteSummand(term.left); });
                            }) &&
                     all_of(loads, [&](LoadInst *load) {
                       return load->getType()->isIntegerTy(8) &&
                              std::abs(*strideInBytes(load->getPointerOperand(), *counted.loop, scalarEvolution)) == int64_t(unroll);
                     });
  lanes = bytes ? Lanes::bytes : Lanes::halves;
}

/// The largest number of vectors per trip that is worth it, or 0 if the part sums of a trip might leave i32.
unsigned DotLoop::vectorsPerTrip() {
  size_t terms = 0;
  uint64_t largest = 0;
  for (const Sum &sum : sums) {
    uint64_t part = 0;
    for (const Term &term : sum.terms) {
      ++terms;
      auto magnitude = [&](Value *value) {
        const ConstantRange range = rangeOf(value);
        return std::max(range.getSignedMax().abs().getLimitedValue(), range.getSignedMin().abs().getLimitedValue());
      };
      // A lane of i32 holds the sum of two or, from bytes, four of them.
      part += term.right ? 2 * magnitude(term.left) * magnitude(term.right) : 4 * std::min<uint64_t>(magnitude(term.left), 65535);
    }
    largest = std::max(largest, part);
  }
  const unsigned parts = std::max<unsigned>(1, unroll / laneCount());
  unsigned vectors = terms <= 1 ? 4 : terms == 2 ? 2 : 1;
  // Bytes are added up in i16 first, at most 510 at a time.
  if (lanes == Lanes::bytes && parts * terms > 64)
    return 0;
  while (vectors > 1 && (parts > 1 || (wide && largest * vectors * parts > INT32_MAX) || (lanes == Lanes::bytes && vectors * terms > 64)))
    vectors /= 2;
  if (wide && largest * vectors * parts > INT32_MAX)
    return 0;
  return vectors;
}

bool DotLoop::analyse() {
  if (!readSums())
    return false;
  if (!reroll() && sums.size() > 1) {
    const SmallVector<Sum, 4> separate = sums;
    if (mergeSums() && !reroll()) {
      sums = separate;
      merged.clear();
    }
  }
  chooseLanes();
  if (!arrangeLoads())
    return false;
  const unsigned tripCount = scalarEvolution.getSmallConstantMaxTripCount(counted.loop);
  if (tripCount != 0 && tripCount < halfIterations())
    return refuse("it runs for less than half a vector");
  if (vectorsPerTrip() == 0)
    return refuse("part sums may leave 32 bits");
  return true;
}

bool DotLoop::isPieceOfLongerLoop() {
  const Loop *parent = counted.loop->getParentLoop();
  const unsigned tripCount = scalarEvolution.getSmallConstantTripCount(counted.loop);
  if (!parent || unroll > 1 || !isPowerOf2_32(tripCount) || tripCount > largestUnroll)
    return false;
  return all_of(sums,
                [&](const Sum &sum) {
                  auto *start = dyn_cast<PHINode>(sum.phi->getIncomingValueForBlock(counted.preheader));
                  return start && start->getParent() == parent->getHeader();
                }) &&
         all_of(loads, [&](LoadInst *load) {
           const auto *address = cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(load->getPointerOperand()));
           const auto *start = dyn_cast<SCEVAddRecExpr>(address->getStart());
           return start && start->getLoop() == parent && start->isAffine() &&
                  start->getStepRecurrence(scalarEvolution) ==
                      scalarEvolution.getMulExpr(
                          address->getStepRecurrence(scalarEvolution),
                          scalarEvolution.getConstant(address->getStepRecurrence(scalarEvolution)->getType(), tripCount));
         });
}

std::string DotLoop::describe() const {
  size_t products = 0;
  size_t values = 0;
  for (const Sum &sum : sums)
    for (const Term &term : sum.terms)
      ++(term.right ? products : values);
  std::string text;
  raw_string_ostream stream(text);
  stream << sums.size() << (sums.size() == 1 ? " sum of " : " sums of ");
  if (products)
    stream << products << (products == 1 ? " product" : " products");
  if (products && values)
    stream << " and ";
  if (values)
    stream << values << (values == 1 ? " value" : " values");
  stream << " in lanes of " << (lanes == Lanes::bytes ? "i8" : "i16");
  if (unroll > 1)
    stream << ", unrolled by " << unroll << " in the source";
  if (!guarded.empty())
    stream << ", with " << guarded.size() << (guarded.size() == 1 ? " check" : " checks") << " before the loop";
  return text;
}

// ---- The vector code

/// Computes the terms of one vector.
class Emitter {
public:
  Emitter(DotLoop &dot, VectorLoop &vector) : dot(dot), vector(vector), builder(vector.builder()) {}

  /// Before the check of what may run.
  void computeBases() {
    for (LoadInst *load : dot.loads)
      if (dot.accesses[load].base == load)
        bases[load] = vector.expand(cast<SCEVAddRecExpr>(dot.scalarEvolution.getSCEV(load->getPointerOperand()))->getStart());
    for (Value *value : dot.guarded) {
      Type *type = value->getType();
      Value *moved = builder.CreateAdd(value, ConstantInt::get(type, uint64_t(1) << invariantBits));
      vector.require(builder.CreateICmpULT(moved, ConstantInt::get(type, uint64_t(2) << invariantBits)));
    }
  }

  /// Right behind it.
  void enter() { entry = builder.GetInsertBlock(); }

  /// The vector number `part` from iteration `index` on; of its lanes, those count that `mask` keeps (null: all). With `second`, a vector
  /// of two halves, from the iterations `index` and `second`.
  void startVector(Value *newIndex, unsigned newPart, Value *newMask, Value *newSecond) {
    index = newIndex;
    part = newPart;
    mask = newMask;
    second = newSecond;
    cache.clear();
    extended.clear();
  }

  /// The addends of `term` in four lanes of i32, or of bytes in eight of i16.
  Value *addend(const Term &term) {
    if (dot.lanes == Lanes::bytes) {
      const bool isSigned = !isByteDifference(term.left) && dot.rangeOf(term.left).getMinSignedBits() <= 8;
      return pairwise(masked(bytes(term.left)), isSigned);
    }
    if (term.right)
      return builder.CreateIntrinsic(Intrinsic::wasm_dot, {}, {masked(lane(term.left, 16)), lane(term.right, 16)});
    const bool isSigned = dot.rangeOf(term.left).getMinSignedBits() <= 16;
    return pairwise(masked(summand(term.left)), isSigned);
  }

  /// Sums of neighbours, in lanes of twice the size.
  Value *pairwise(Value *value, bool isSigned) {
    auto *type = cast<FixedVectorType>(value->getType());
    auto *result = FixedVectorType::get(builder.getIntNTy(2 * type->getScalarSizeInBits()), type->getNumElements() / 2);
    return builder.CreateIntrinsic(isSigned ? Intrinsic::wasm_extadd_pairwise_signed : Intrinsic::wasm_extadd_pairwise_unsigned, {result},
                                   {value});
  }

private:
  const SCEVAddRecExpr *address(LoadInst *load) { return cast<SCEVAddRecExpr>(dot.scalarEvolution.getSCEV(load->getPointerOperand())); }
  unsigned laneCount() const { return dot.laneCount(); }
  FixedVectorType *vectorOf(unsigned bits) { return FixedVectorType::get(builder.getIntNTy(bits), laneCount()); }
  Value *masked(Value *value) { return mask ? builder.CreateAnd(value, mask) : value; }

  Value *splat(Value *value, unsigned bits) {
    if (auto *constant = dyn_cast<ConstantInt>(value))
      return ConstantInt::get(vectorOf(bits), constant->getValue().trunc(bits));
    Value *&result = splats[{value, bits}];
    if (!result) {
      IRBuilder<> front(entry->getContext());
      if (Instruction *end = entry->getTerminator())
        front.SetInsertPoint(end);
      else
        front.SetInsertPoint(entry);
      front.SetCurrentDebugLocation(builder.getCurrentDebugLocation());
      result = front.CreateVectorSplat(laneCount(), front.CreateTrunc(value, front.getIntNTy(bits)));
    }
    return result;
  }

  /// The elements that `load` reads in the iterations of this vector; of a pair, the sixteen bytes as lanes of i16.
  Value *elements(LoadInst *load) {
    Value *&result = cache[{load, 0}];
    if (result)
      return result;
    const bool isPair = dot.accesses[load].isPair;
    Type *element = isPair ? builder.getInt16Ty() : load->getType();
    const Align align = std::min(load->getAlign(), Align(load->getType()->getScalarSizeInBits() / 8));
    auto *type = FixedVectorType::get(element, laneCount());
    if (!second)
      return result = builder.CreateAlignedLoad(type, address(load, index, laneCount()), align);
    // Two scalars, which are put into the vector as they are loaded.
    Type *half = builder.getIntNTy(laneCount() / 2 * element->getScalarSizeInBits());
    auto *halves = FixedVectorType::get(half, 128 / half->getScalarSizeInBits());
    Value *both = Constant::getNullValue(halves);
    both = builder.CreateInsertElement(both, builder.CreateAlignedLoad(half, address(load, index, laneCount() / 2), align), uint64_t(0));
    if (!match(second, m_Zero()))
      both = builder.CreateInsertElement(both, builder.CreateAlignedLoad(half, address(load, second, laneCount() / 2), align), uint64_t(1));
    both = builder.CreateBitCast(both, FixedVectorType::get(element, 128 / element->getScalarSizeInBits()));
    if (both->getType() != type)
      both = builder.CreateShuffleVector(both, {0, 1, 2, 3, 4, 5, 6, 7});
    return result = both;
  }

  /// Where `load` reads `count` elements from iteration `from` on.
  Value *address(LoadInst *load, Value *from, unsigned count) {
    const Access &access = dot.accesses[load];
    const int64_t size = load->getType()->getScalarSizeInBits() / 8;
    const int64_t stride = access.isPair ? 2 : size * dot.unroll;
    int64_t offset = access.offset - access.isSecond;
    // Read backwards, the vector ends with the first element.
    offset += (dot.backwards ? -int64_t(part + 1) * count + 1 : int64_t(part) * count * (access.isPair ? 2 : 1)) * size;
    Value *distance = stride == 1 ? from : builder.CreateMul(from, ConstantInt::get(from->getType(), stride), "", /*HasNUW=*/true);
    Value *pointer = bases[access.base];
    if (dot.backwards) {
      distance = builder.CreateSub(ConstantInt::get(from->getType(), offset, /*IsSigned=*/true), distance);
      return builder.CreateInBoundsGEP(builder.getInt8Ty(), pointer, distance);
    }
    const GEPNoWrapFlags flags = GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap();
    pointer = builder.CreateGEP(builder.getInt8Ty(), pointer, distance, "", flags);
    return offset == 0 ? pointer : builder.CreateGEP(builder.getInt8Ty(), pointer, ConstantInt::get(from->getType(), offset), "", flags);
  }

  /// `value` modulo 2^bits per lane.
  Value *lane(Value *value, unsigned bits) {
    if (dot.counted.loop->isLoopInvariant(value))
      return splat(value, bits);
    Value *&result = cache[{value, bits}];
    if (!result) {
      Value *computed = compute(cast<Instruction>(*value), bits);
      return cache[{value, bits}] = computed;
    }
    return result;
  }

  Value *compute(Instruction &instruction, unsigned bits) {
    auto operand = [&](unsigned number) { return lane(instruction.getOperand(number), bits); };
    if (auto *load = dyn_cast<LoadInst>(&instruction))
      return elements(load);
    if (isa<CastInst>(instruction)) {
      Value *inner = instruction.getOperand(0);
      if (auto *compare = dyn_cast<ICmpInst>(inner)) {
        auto side = [&](unsigned number) {
          Value *value = compare->getOperand(number);
          return value->getType()->getScalarSizeInBits() < bits ? extend(value, compare->isSigned()) : lane(value, bits);
        };
        Value *holds = builder.CreateICmp(compare->getPredicate(), side(0), side(1));
        return builder.CreateCast(cast<CastInst>(instruction).getOpcode(), holds, vectorOf(bits));
      }
      if (inner->getType()->getScalarSizeInBits() < bits)
        return extend(inner, isa<SExtInst>(instruction));
      return lane(inner, bits);
    }
    if (auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
      if (call->getIntrinsicID() == Intrinsic::abs)
        return builder.CreateIntrinsic(Intrinsic::abs, {vectorOf(bits)}, {operand(0), builder.getFalse()});
      if (call->getIntrinsicID() == Intrinsic::ctpop)
        return builder.CreateUnaryIntrinsic(Intrinsic::ctpop, operand(0));
      return builder.CreateBinaryIntrinsic(call->getIntrinsicID(), operand(0), operand(1));
    }
    auto opcode = cast<BinaryOperator>(instruction).getOpcode();
    return builder.CreateBinOp(opcode, operand(0), operand(1));
  }

  /// An i8 extended to lanes of i16. Bitwise operations and shifts that agree with the extension come after it, which makes it part of the
  /// load and shares it.
  Value *extend(Value *value, bool isSigned) {
    if (auto *constant = dyn_cast<ConstantInt>(value))
      return ConstantInt::get(vectorOf(16), isSigned ? constant->getValue().sext(16) : constant->getValue().zext(16));
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || dot.counted.loop->isLoopInvariant(value))
      return isSigned ? builder.CreateSExt(splat(value, 8), vectorOf(16)) : builder.CreateZExt(splat(value, 8), vectorOf(16));
    if (auto known = extended.find({value, unsigned(isSigned)}); known != extended.end())
      return known->second;
    return extended[{value, unsigned(isSigned)}] = computeExtended(*instruction, isSigned);
  }

  Value *computeExtended(Instruction &instruction, bool isSigned) {
    auto operand = [&](unsigned number, bool asSigned) { return extend(instruction.getOperand(number), asSigned); };
    switch (instruction.getOpcode()) {
    case Instruction::And:
    case Instruction::Or:
    case Instruction::Xor:
      return builder.CreateBinOp(cast<BinaryOperator>(instruction).getOpcode(), operand(0, isSigned), operand(1, isSigned));
    case Instruction::LShr:
      // Not negative after a shift by one or more.
      if (!isSigned || !match(instruction.getOperand(1), m_Zero()))
        return builder.CreateLShr(operand(0, false), operand(1, false));
      break;
    case Instruction::AShr:
      if (isSigned)
        return builder.CreateAShr(operand(0, true), operand(1, false));
      break;
    case Instruction::Load: {
      auto *load = &cast<LoadInst>(instruction);
      const Access &access = dot.accesses[load];
      if (!access.isPair)
        break;
      Value *pair = elements(load);
      if (isSigned)
        return builder.CreateAShr(access.isSecond ? pair : builder.CreateShl(pair, 8), 8);
      return access.isSecond ? builder.CreateLShr(pair, 8) : builder.CreateAnd(pair, 255);
    }
    default:
      break;
    }
    Value *narrow = lane(&instruction, 8);
    return isSigned ? builder.CreateSExt(narrow, vectorOf(16)) : builder.CreateZExt(narrow, vectorOf(16));
  }

  Value *bytes(Value *value) {
    Difference difference;
    if (!matchDifference(value, difference))
      return lane(value, 8);
    Value *left = lane(difference.left, 8);
    Value *right = lane(difference.right, 8);
    return builder.CreateSub(builder.CreateBinaryIntrinsic(difference.isSigned ? Intrinsic::smax : Intrinsic::umax, left, right),
                             builder.CreateBinaryIntrinsic(difference.isSigned ? Intrinsic::smin : Intrinsic::umin, left, right));
  }

  Value *summand(Value *value) {
    Difference difference;
    if (!matchDifference(value, difference))
      return lane(value, 16);
    Value *left = extend(difference.left, difference.isSigned);
    Value *right = extend(difference.right, difference.isSigned);
    return builder.CreateIntrinsic(Intrinsic::abs, {vectorOf(16)}, {builder.CreateSub(left, right), builder.getFalse()});
  }

  DotLoop &dot;
  VectorLoop &vector;
  IRBuilder<> &builder;
  BasicBlock *entry = nullptr;
  DenseMap<LoadInst *, Value *> bases;
  DenseMap<std::pair<Value *, unsigned>, Value *> splats;
  Value *index = nullptr;
  unsigned part = 0;
  Value *mask = nullptr;
  Value *second = nullptr;
  DenseMap<std::pair<Value *, unsigned>, Value *> cache;
  DenseMap<std::pair<Value *, unsigned>, Value *> extended;
};

void DotLoop::rewrite(DominatorTree &dominators, LoopInfo &loops) {
  VectorLoop vector(counted, scalarEvolution, dominators, loops, "dot");
  IRBuilder<> &builder = vector.builder();
  Emitter emitter(*this, vector);
  emitter.computeBases();
  const unsigned iterations = iterationsPerVector();
  const unsigned parts = std::max<unsigned>(1, unroll / laneCount());
  vector.enter(halfIterations());
  emitter.enter();

  auto *four = FixedVectorType::get(builder.getInt32Ty(), 4);
  // The sums of `vectors` vectors from `index` on, added to those `carried`: as many accumulators for each sum, or one.
  auto add = [&](Value *index, unsigned vectors, ArrayRef<Value *> carried, Value *mask = nullptr, Value *second = nullptr) {
    const size_t each = carried.size() / sums.size();
    VectorLoop::Values next(carried);
    SmallVector<Value *, 4> partSums(sums.size());
    for (unsigned part = 0; part < vectors * parts; ++part) {
      emitter.startVector(index, part, mask, second);
      for (auto [number, sum] : enumerate(sums)) {
        Value *&accumulator = lanes == Lanes::bytes || wide ? partSums[number] : next[number * each + part % each];
        for (const Term &term : sum.terms) {
          Value *addend = emitter.addend(term);
          if (accumulator)
            accumulator = term.negative ? builder.CreateSub(accumulator, addend) : builder.CreateAdd(accumulator, addend);
          else
            accumulator = term.negative ? builder.CreateNeg(addend) : addend;
        }
      }
    }
    for (auto [number, partSum] : enumerate(partSums)) {
      if (!partSum)
        continue;
      if (lanes == Lanes::bytes)
        partSum = emitter.pairwise(partSum, /*isSigned=*/true);
      Value *&accumulator = next[number * each];
      accumulator = builder.CreateAdd(accumulator, builder.CreateSExt(partSum, accumulator->getType()));
    }
    return next;
  };

  unsigned vectors = vectorsPerTrip();
  if (const unsigned tripCount = scalarEvolution.getSmallConstantTripCount(counted.loop))
    while (vectors * iterations > tripCount)
      vectors /= 2;
  Type *accumulatorType = wide ? FixedVectorType::get(builder.getInt64Ty(), 4) : four;
  Value *zero = Constant::getNullValue(accumulatorType);
  const VectorLoop::Values zeros(sums.size(), zero);

  auto wholeVectors = [&] {
    VectorLoop::Values totals = zeros;
    if (vectors > 1) {
      const unsigned accumulators = lanes == Lanes::bytes || wide ? 1 : vectors;
      const VectorLoop::Values initial(sums.size() * accumulators, zero);
      const auto carried = vector.advance(vectors * iterations, initial,
                                          [&](Value *index, ArrayRef<Value *> values, Value *&) { return add(index, vectors, values); });
      for (size_t number = 0; number < sums.size(); ++number) {
        Value *total = carried[number * accumulators];
        for (unsigned other = 1; other < accumulators; ++other)
          total = builder.CreateAdd(total, carried[number * accumulators + other]);
        totals[number] = total;
      }
    }
    return vector.advance(
        iterations, totals, [&](Value *index, ArrayRef<Value *> values, Value *&) { return add(index, 1, values); },
        /*certain=*/vectors == 1);
  };
  // A mask for the lanes of the last `count` iterations, of which only the last `left` are to be counted. They are the upper lanes, and
  // lanes below them are kept.
  auto maskOf = [&](Value *left, unsigned count) {
    IntegerType *element = builder.getIntNTy(lanes == Lanes::bytes ? 8 : 16);
    const unsigned below = laneCount() - count * unroll;
    SmallVector<Constant *, 16> numbers;
    // How many must be left for this lane to be among them, less one.
    for (unsigned lane = 0; lane < laneCount(); ++lane) {
      const unsigned number = lane < below ? 0 : (lane - below) / unroll;
      numbers.push_back(ConstantInt::getSigned(element, lane < below ? -1 : int64_t(backwards ? number : count - 1 - number)));
    }
    Value *limit = builder.CreateVectorSplat(laneCount(), builder.CreateTrunc(left, element));
    return builder.CreateSExt(builder.CreateICmpSGT(limit, ConstantVector::get(numbers)), limit->getType());
  };
  auto number = [&](uint64_t value) { return ConstantInt::get(vector.indexType(), value); };
  auto all = [&] {
    VectorLoop::Values whole = wholeVectors();
    if (iterations == 1)
      return whole;
    // The last vector ends with the last element.
    Value *left = builder.CreateSub(vector.tripCount(), vector.done());
    return vector.emitIf(
        builder.CreateICmpNE(left, number(0)),
        [&] { return add(builder.CreateSub(vector.tripCount(), number(iterations)), 1, whole, maskOf(left, iterations)); },
        [&] { return whole; });
  };
  // The first and the last half, which overlap.
  auto halves = [&] {
    Value *left = builder.CreateSub(vector.tripCount(), number(halfIterations()));
    return add(number(0), 1, zeros, maskOf(left, halfIterations()), left);
  };
  const VectorLoop::Values totals =
      iterations == 1 ? all() : vector.emitIf(builder.CreateICmpUGE(vector.tripCount(), number(iterations)), all, halves);

  SmallVector<Value *, 4> results;
  for (PHINode *phi : counted.recurrences) {
    Value *result = vector.startOf(*phi);
    if (const auto *sum = find_if(sums, [&](const Sum &candidate) { return candidate.phi == phi; }); sum != sums.end())
      result = builder.CreateAdd(result, builder.CreateAddReduce(totals[sum - sums.begin()]));
    results.push_back(result);
  }
  vector.finish(results, VectorLoop::Rest::nothing);
}

} // namespace

bool keepIntegerDot(Loop &loop, ScalarEvolution &scalarEvolution, const Options &options) {
  if (!loop.isInnermost() || !loop.getHeader()->getParent() || options.size)
    return false;
  Function &function = *loop.getHeader()->getParent();
  if (!worksOn(function) || function.hasOptSize() || scalarEvolution.getSmallConstantTripCount(&loop) < shortestKept)
    return false;
  StringRef why;
  std::optional<CountedLoop> counted = asCountedLoop(loop, scalarEvolution, why);
  if (!counted)
    return false;
  DotLoop dot(*counted, scalarEvolution);
  if (!dot.analyse() || dot.isPieceOfLongerLoop())
    return false;
  addStringMetadataToLoop(&loop, keptMark);
  LLVMContext &context = function.getContext();
  MDNode *disable = MDNode::get(context, MDString::get(context, "llvm.loop.unroll.disable"));
  loop.setLoopID(makePostTransformationMetadata(context, loop.getLoopID(), {}, {disable}));
  return true;
}

static void removeMark(Loop &loop) {
  if (findOptionMDForLoop(&loop, keptMark))
    loop.setLoopID(
        makePostTransformationMetadata(loop.getHeader()->getContext(), loop.getLoopID(), {keptMark, "llvm.loop.unroll.disable"}, {}));
}

/// Whether a remark about the loop is of use: it adds up integers, from something narrower.
static bool looksLikeDot(Loop &loop) {
  bool narrow = false;
  bool sum = false;
  for (Instruction &instruction : *loop.getHeader()) {
    narrow |= isa<LoadInst>(instruction) && (instruction.getType()->isIntegerTy(8) || instruction.getType()->isIntegerTy(16));
    if (auto *phi = dyn_cast<PHINode>(&instruction); phi && phi->getType()->isIntegerTy())
      sum |= any_of(phi->users(), [](const User *user) { return match(user, m_c_Add(m_Value(), m_Value())); });
  }
  return narrow && sum;
}

static bool isForSize(const Function &function, const Options &options) { return options.size || function.hasOptSize(); }

/// The innermost loops of a function, brought into the form they are recognised in.
static SmallVector<Loop *, 8> innermostLoops(Function &function, FunctionAnalysisManager &analyses, bool &changed) {
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  for (Loop *loop : loops) {
    changed |= simplifyLoop(loop, &dominators, &loops, &scalarEvolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
    changed |= formLCSSARecursively(*loop, dominators, &loops, &scalarEvolution);
  }
  SmallVector<Loop *, 8> innermost;
  for (Loop *loop : loops.getLoopsInPreorder())
    if (loop->isInnermost())
      innermost.push_back(loop);
  return innermost;
}

bool emitIntegerDots(Function &function, FunctionAnalysisManager &analyses, const Options &options) {
  if (!worksOn(function) || isForSize(function, options))
    return false;
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  if (loops.empty())
    return false;
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  bool changed = false;
  for (Loop *loop : innermostLoops(function, analyses, changed)) {
    removeMark(*loop);
    const DebugLoc where = loop->getStartLoc();
    StringRef why;
    std::optional<CountedLoop> counted = asCountedLoop(*loop, scalarEvolution, why);
    std::optional<DotLoop> dot;
    if (counted) {
      dot.emplace(*counted, scalarEvolution);
      if (dot->analyse()) {
        remarks.emit(
            [&] { return OptimizationRemark(passName, "IntegerDot", where, loop->getHeader()) << "vector loop for " << dot->describe(); });
        dot->rewrite(dominators, loops);
        // The old loop is for short trips only; but where checks may fail it is the vectorizer's, as it was. The hint keeps
        // wasm-loop-shape from shaping it.
        addStringMetadataToLoop(loop, dot->hasChecks() ? "llvm.loop.interleave.count" : "llvm.loop.isvectorized", 1);
        changed = true;
        continue;
      }
      why = dot->why;
    }
    if (looksLikeDot(*loop))
      remarks.emit([&] {
        return OptimizationRemarkMissed(passName, "NoIntegerDot", where, loop->getHeader())
               << "no vector loop for this sum of narrow integers: " << why;
      });
  }
  return changed;
}

bool printIntegerDots(raw_ostream &stream, Function &function, FunctionAnalysisManager &analyses, const Options &options) {
  if (!worksOn(function) || isForSize(function, options))
    return false;
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  bool changed = false;
  for (Loop *loop : innermostLoops(function, analyses, changed)) {
    if (!looksLikeDot(*loop))
      continue;
    stream << "  loop ";
    loop->getHeader()->printAsOperand(stream, /*PrintType=*/false);
    StringRef why;
    std::optional<CountedLoop> counted = asCountedLoop(*loop, scalarEvolution, why);
    if (!counted) {
      stream << ": left alone, " << why << '\n';
      continue;
    }
    DotLoop dot(*counted, scalarEvolution);
    if (dot.analyse())
      stream << ": " << dot.describe() << '\n';
    else
      stream << ": left alone, " << dot.why << '\n';
  }
  return changed;
}

} // namespace nearnative
