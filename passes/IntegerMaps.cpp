// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Integer maps of wasm-int-idioms: arithmetic in the narrowest lanes that hold it, and idioms with an instruction of their own.
//
// Narrow lanes. C computes on int what was loaded as a byte; the result is stored as a byte again. If all values on the way lie in 8 or 16
// bits, by ranges that follow from the loaded types, constants and clamps, the same bits come out of lanes of 8 or 16 bits, two to four
// times as many at once. LLVM narrows by demanded bits only, so a clamp, a comparison or a right shift stops it.
//   Legality. Let the root be a truncation to K bits and W >= K the new width. Every value v of the tree is replaced by v mod 2^W. Sums,
//   differences, products, bitwise operations and left shifts of residues are residues. Minimum, maximum, absolute value, comparison and
//   right shift look at the whole value: they are replaced only if their operands lie in [-2^(W-1), 2^(W-1)), where the residue read as
//   signed is the value, or all in [0, 2^W), where it is read as unsigned. New operations carry no wrap flags.
//
// Saturating addition and subtraction. clamp(x + y, low, high) with x, y and the bounds in W bits (all signed or all unsigned) is the
// saturating operation, then what is left of the clamp: x + y leaves W bits on one side only, and there both are at the clamp's bound.
// s | -(s >> 8) of a sum s of two bytes is the same, as s >> 8 is 0 or 1.
//   clamp(x + y, low, high) with y unknown, not varying in the loop and the sum without overflow: y' = clamp(y, low - max x, high - min x)
//   gives the same, as for y beyond these the sum is at one bound for every x; with y' everything fits. So for x - y and y - x. Where y' is
//   too wide, y clamped to the lanes and a saturating sum do, if any y beyond the lanes brings the sum to a bound for every x.
//
// Checked ranges. Zero points and multipliers are parameters. If a tree fits only with them in the range of a byte (next to a byte) or of
// 16 bits (as a factor), a copy of the loop stays for other values, behind a check before the loop.
//
// Rounded product. (x * y + 2^14) >> 15 on 16 bits is i16x8.q15mulr_sat_s unless x = y = -2^15 (the sum is 2^15 there, the instruction
// gives 2^15 - 1): excluded by range, clamped to 2^15 - 1 anyway, selected away, or repaired: 2^15 mod 2^16 is the complement of 2^15 - 1.
//
// Division by 2^k that rounds: (x + (x >= 0 ? h : 1 - h)) / 2h, as TFLite writes it, is (x + h) >> k: the quotient is a floor on the first
// side, a ceiling on the other, and ceil((x + 1 - h) / 2h) = floor((x + h) / 2h). x + h does not overflow where the first sum does not.
// Other signed divisions by 2^k become shifts as well, because LLVM makes scalar ones of them in vectors.
//
// Shift by one of two amounts that do not vary in the loop: both shifts, then the choice. Wasm shifts all lanes by one amount; a shift by
// too much is poison only where it is not chosen.
//
// Sums of products. a * b + c * d with factors of 16 bits, modulo 2^32, is i32x4.dot_i16x8_s of interleaved lanes; the order of the
// additions does not matter to integers that wrap.
//
// High words. trunc((a * b + c) >> s) to 32 bits, a and b extended from 32 bits, s < 64 the same for all lanes, is the high word of
// (a * b + c) << max(32 - s, 0), shifted right by max(s - 32, 0): for s <= 32 the bits s to s + 31 are moved to the upper half, for s > 32
// the sign of the high word is that of the sum. Lanes of 64 bits have no cheap arithmetic shift. An unknown s gets two loops, for s >= 32
// without the shift to the left.
//
// Table of 16 bytes. t[i] with i < 16 is i8x16.swizzle of the table, loaded before the loop, if nothing in the loop writes to it. The load
// needs 16 readable bytes: known from the object, else the 16 bytes are taken from the start of the window [t, t + 16) moved down into
// memory, by a volatile load of which only the lanes are used that the program itself reads, as nothing in Wasm memory faults.
//
// Only in innermost loops that the vectorizer can take as far as can be seen, without hints of the user's: scalar code would lose.
#include "IntegerMaps.h"

#include "IdiomCalls.h"
#include "WasmFunction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/IVDescriptors.h"
#include "llvm/Analysis/Loads.h"
#include "llvm/Analysis/LoopAccessAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <functional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-int-idioms";
/// On loops that keepNibbleLoop() kept, beside llvm.loop.unroll.disable.
constexpr char keptMark[] = "nearnative.loop.nibbles";
/// More lookups in one loop are those of an unrolled one, whose bytes lie too far apart for the vectorizer.
constexpr size_t mostLookups = 8;

bool fitsSigned(const ConstantRange &range, unsigned bits) {
  return bits >= range.getBitWidth() || (range.getSignedMin().isSignedIntN(bits) && range.getSignedMax().isSignedIntN(bits));
}
bool fitsUnsigned(const ConstantRange &range, unsigned bits) { return range.isAllNonNegative() && range.getSignedMax().isIntN(bits); }

/// The mathematical sum or difference, in two more bits.
ConstantRange exactResult(unsigned opcode, const ConstantRange &left, const ConstantRange &right) {
  const unsigned bits = left.getBitWidth() + 2;
  return opcode == Instruction::Add ? left.signExtend(bits).add(right.signExtend(bits)) : left.signExtend(bits).sub(right.signExtend(bits));
}

/// `inner` between bounds, as signed numbers.
struct Clamp {
  Value *inner;
  std::optional<APInt> low;
  std::optional<APInt> high;
  /// The minima and maxima.
  SmallVector<Instruction *, 2> instructions;

  /// [low, high], with what `range` says where a bound is missing; nothing if that is empty.
  std::optional<std::pair<APInt, APInt>> bounds(const ConstantRange &range) const {
    const unsigned bits = range.getBitWidth();
    APInt least = range.getSignedMin();
    APInt greatest = range.getSignedMax();
    if (low)
      least = APIntOps::smax(least, low->sext(bits));
    if (high)
      greatest = APIntOps::smin(greatest, high->sext(bits));
    if (least.sgt(greatest))
      return std::nullopt;
    return std::pair(least, greatest);
  }
};

/// How a value is computed in narrow lanes: from the narrow forms of `operands`.
struct Recipe {
  SmallVector<Value *, 2> operands;
  std::function<Value *(IRBuilderBase &, ArrayRef<Value *>)> make;
  /// Instructions between the value and its operands.
  SmallVector<Instruction *, 4> covered;
  /// It stands for itself, or for a cast that may stay.
  bool isLeaf = false;
};

/// A truncation, or a comparison that selects narrow values, whose tree can be computed in `bits`.
struct Plan {
  Instruction *root;
  unsigned bits;
  MapVector<Value *, Recipe> recipes; // operands first
};

/// What the rewriting of one loop needs.
struct LoopAnalyses {
  LoopInfo &loops;
  DominatorTree &dominators;
  ScalarEvolution &scalarEvolution;
  AssumptionCache &assumptions;
  AAResults &aliases;
  LoopAccessInfoManager &accesses;
  OptimizationRemarkEmitter &remarks;
};

class LoopMaps {
public:
  LoopMaps(Loop &loop, LoopAnalyses &analyses) : loop(loop), analyses(analyses), remarks(analyses.remarks) {}

  bool rewrite() {
    bool changed = rewriteLookups();
    if (!analyses.accesses.getInfo(loop).canVectorizeMemory())
      return changed;
    changed |= rewriteDivisions();
    changed |= rewriteShifts();
    changed |= rewriteHighWords();
    changed |= rewriteProductSums();
    changed |= narrowTrees();
    changed |= unswitchHighWords();
    return changed;
  }

private:
  // ---- Ranges ----

  ConstantRange rangeOf(Value *value, unsigned depth = 0) {
    const unsigned bits = value->getType()->getScalarSizeInBits();
    if (const auto *constant = dyn_cast<ConstantInt>(value))
      return ConstantRange(constant->getValue());
    if (depth > 12)
      return ConstantRange::getFull(bits);
    if (auto known = ranges.find(value); known != ranges.end())
      return known->second;
    ConstantRange range = computeRange(value, depth + 1);
    ranges.insert({value, range});
    return range;
  }

  ConstantRange computeRange(Value *value, unsigned depth) {
    const unsigned bits = value->getType()->getScalarSizeInBits();
    auto *instruction = dyn_cast<Instruction>(value);
    auto operand = [&](unsigned index) { return rangeOf(instruction->getOperand(index), depth); };
    if (!instruction)
      return computeConstantRange(value, /*ForSigned=*/true);
    if (isa<ZExtInst, SExtInst, TruncInst>(instruction) && instruction->getOperand(0)->getType()->isIntegerTy())
      return operand(0).castOp(cast<CastInst>(instruction)->getOpcode(), bits);
    if (auto *binary = dyn_cast<BinaryOperator>(instruction)) {
      if (auto *overflowing = dyn_cast<OverflowingBinaryOperator>(binary)) {
        const unsigned noWrap = (overflowing->hasNoSignedWrap() ? OverflowingBinaryOperator::NoSignedWrap : 0U) |
                                (overflowing->hasNoUnsignedWrap() ? OverflowingBinaryOperator::NoUnsignedWrap : 0U);
        return operand(0).overflowingBinaryOp(binary->getOpcode(), operand(1), noWrap);
      }
      return operand(0).binaryOp(binary->getOpcode(), operand(1));
    }
    if (isa<SelectInst>(instruction))
      return operand(1).unionWith(operand(2), ConstantRange::Signed);
    if (auto *intrinsic = dyn_cast<IntrinsicInst>(instruction);
        intrinsic && ConstantRange::isIntrinsicSupported(intrinsic->getIntrinsicID())) {
      SmallVector<ConstantRange, 2> operands;
      for (Value *argument : intrinsic->args())
        operands.push_back(rangeOf(argument, depth));
      return ConstantRange::intrinsic(intrinsic->getIntrinsicID(), operands);
    }
    return computeConstantRange(value, /*ForSigned=*/true);
  }

  Clamp clampOf(Value *value) {
    Clamp clamp{value, {}, {}, {}};
    while (auto *minMax = dyn_cast<MinMaxIntrinsic>(clamp.inner)) {
      const APInt *bound = nullptr;
      if (!match(minMax->getRHS(), m_APInt(bound)))
        break;
      if (!minMax->isSigned() && (bound->isNegative() || !rangeOf(minMax->getLHS()).isAllNonNegative()))
        break;
      const Intrinsic::ID id = minMax->getIntrinsicID();
      if (id == Intrinsic::smin || id == Intrinsic::umin)
        clamp.high = clamp.high ? APIntOps::smin(*clamp.high, *bound) : *bound;
      else
        clamp.low = clamp.low ? APIntOps::smax(*clamp.low, *bound) : *bound;
      clamp.instructions.push_back(minMax);
      clamp.inner = minMax->getLHS();
      if (clamp.low && clamp.high && clamp.low->sgt(*clamp.high))
        return {value, {}, {}, {}};
    }
    return clamp;
  }

  // ---- Narrow lanes ----

  /// A bound of at most 64 bits.
  using Bound = std::optional<int64_t>;
  static Bound boundOf(const std::optional<APInt> &value) { return value ? Bound(value->getSExtValue()) : Bound(); }

  static Value *clampTo(IRBuilderBase &builder, Value *value, Bound low, Bound high, bool isSigned) {
    const unsigned bits = value->getType()->getScalarSizeInBits();
    auto constant = [&](int64_t bound) {
      return ConstantInt::get(value->getType(), APInt(64, static_cast<uint64_t>(bound)).sextOrTrunc(bits));
    };
    if (low)
      value = builder.CreateBinaryIntrinsic(isSigned ? Intrinsic::smax : Intrinsic::umax, value, constant(*low));
    if (high)
      value = builder.CreateBinaryIntrinsic(isSigned ? Intrinsic::smin : Intrinsic::umin, value, constant(*high));
    return value;
  }

  /// clamp(x + y) or clamp(x - y) as a saturating operation, where the sum itself does not fit.
  std::optional<Recipe> saturating(const Clamp &clamp, unsigned bits) {
    auto *sum = dyn_cast<BinaryOperator>(clamp.inner);
    if (!sum || clamp.instructions.empty() || bits > 16 || (sum->getOpcode() != Instruction::Add && sum->getOpcode() != Instruction::Sub))
      return std::nullopt;
    const ConstantRange left = rangeOf(sum->getOperand(0));
    const ConstantRange right = rangeOf(sum->getOperand(1));
    const ConstantRange exact = exactResult(sum->getOpcode(), left, right);
    if (!fitsSigned(exact, sum->getType()->getScalarSizeInBits()) || fitsSigned(exact, bits) || fitsUnsigned(exact, bits))
      return std::nullopt;
    const auto bounds = clamp.bounds(exact);
    if (!bounds)
      return std::nullopt;
    const bool isSigned =
        fitsSigned(left, bits) && fitsSigned(right, bits) && bounds->first.isSignedIntN(bits) && bounds->second.isSignedIntN(bits);
    if (!isSigned &&
        !(fitsUnsigned(left, bits) && fitsUnsigned(right, bits) && bounds->first.isNonNegative() && bounds->second.isIntN(bits)))
      return std::nullopt;
    const bool isAdd = sum->getOpcode() == Instruction::Add;
    const Intrinsic::ID id =
        isSigned ? (isAdd ? Intrinsic::sadd_sat : Intrinsic::ssub_sat) : (isAdd ? Intrinsic::uadd_sat : Intrinsic::usub_sat);
    // Bounds inside of what saturation leaves.
    const unsigned wide = exact.getBitWidth();
    const APInt least = isSigned ? APInt::getSignedMinValue(bits).sext(wide) : APInt::getZero(wide);
    const APInt greatest = isSigned ? APInt::getSignedMaxValue(bits).sext(wide) : APInt::getMaxValue(bits).zext(wide);
    Bound low;
    Bound high;
    if (clamp.low && clamp.low->sext(wide).sgt(least) && clamp.low->sext(wide).sgt(exact.getSignedMin()))
      low = boundOf(clamp.low);
    if (clamp.high && clamp.high->sext(wide).slt(greatest) && clamp.high->sext(wide).slt(exact.getSignedMax()))
      high = boundOf(clamp.high);
    Recipe recipe;
    recipe.operands = {sum->getOperand(0), sum->getOperand(1)};
    recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
      return clampTo(builder, builder.CreateBinaryIntrinsic(id, operands[0], operands[1]), low, high, isSigned);
    };
    recipe.covered.append(clamp.instructions.begin(), clamp.instructions.end());
    recipe.covered.push_back(sum);
    return recipe;
  }

  /// clamp(x + y) with an unknown y that does not vary in the loop: y clamped before the loop.
  std::optional<Recipe> clampedInvariant(const Clamp &clamp, unsigned bits) {
    auto *sum = dyn_cast<BinaryOperator>(clamp.inner);
    if (!sum || !clamp.low || !clamp.high || (sum->getOpcode() != Instruction::Add && sum->getOpcode() != Instruction::Sub) ||
        !sum->hasNoSignedWrap())
      return std::nullopt;
    const unsigned invariant = loop.isLoopInvariant(sum->getOperand(0)) ? 0 : 1;
    Value *y = sum->getOperand(invariant);
    Value *x = sum->getOperand(1 - invariant);
    if (!loop.isLoopInvariant(y) || loop.isLoopInvariant(x) || isa<Constant>(y))
      return std::nullopt;
    const unsigned wide = y->getType()->getScalarSizeInBits() + 2;
    const ConstantRange range = rangeOf(x).signExtend(wide);
    const APInt low = clamp.low->sext(wide);
    const APInt high = clamp.high->sext(wide);
    const APInt least = range.getSignedMin();
    const APInt greatest = range.getSignedMax();
    APInt yLow = low - greatest;
    APInt yHigh = high - least;
    if (sum->getOpcode() == Instruction::Sub && invariant == 0) {
      yLow = low + least;
      yHigh = high + greatest;
    } else if (sum->getOpcode() == Instruction::Sub) {
      yLow = least - high;
      yHigh = greatest - low;
    }
    const unsigned opcode = sum->getOpcode();
    const APInt yEnd = yHigh + 1;
    const ConstantRange yRange = ConstantRange::getNonEmpty(yLow, yEnd);
    const ConstantRange exact = opcode == Instruction::Add ? range.add(yRange) : invariant == 0 ? yRange.sub(range) : range.sub(yRange);
    const APInt lowest = APInt::getSignedMinValue(bits).sext(wide);
    const APInt highest = APInt::getSignedMaxValue(bits).sext(wide);
    if (!fitsSigned(range, bits) || !low.isSignedIntN(bits) || !high.isSignedIntN(bits))
      return std::nullopt;
    const bool saturates = !fitsSigned(exact, bits) || !fitsSigned(yRange, bits);
    if (saturates) {
      // y clamped to the lanes and a saturating sum, if a y beyond them brings the sum to a bound for every x.
      if (bits > 16)
        return std::nullopt;
      const bool isSub = opcode == Instruction::Sub;
      const APInt upper = isSub && invariant == 0 ? highest - greatest : isSub ? least - lowest : least + highest; // its least sum above
      const APInt lower = isSub && invariant == 0 ? lowest - least
                          : isSub                 ? greatest - highest
                                                  : greatest + lowest; // its greatest sum below
      if (upper.slt(high) || lower.sgt(low))
        return std::nullopt;
      yLow = lowest;
      yHigh = highest;
    }
    Recipe recipe;
    recipe.operands = {x};
    const Bound inLow = yLow.trunc(wide - 2).getSExtValue();
    const Bound inHigh = yHigh.trunc(wide - 2).getSExtValue();
    const Bound outLow = boundOf(clamp.low);
    const Bound outHigh = boundOf(clamp.high);
    recipe.make = [this, y, bits, invariant, opcode, saturates, inLow, inHigh, outLow, outHigh](IRBuilderBase &builder,
                                                                                                ArrayRef<Value *> operands) {
      Value *clamped = nullptr;
      {
        IRBuilderBase::InsertPointGuard guard(builder);
        builder.SetInsertPoint(loop.getLoopPreheader()->getTerminator());
        clamped = builder.CreateTrunc(clampTo(builder, y, inLow, inHigh, true), builder.getIntNTy(bits));
      }
      Value *left = invariant == 0 ? clamped : operands[0];
      Value *right = invariant == 0 ? operands[0] : clamped;
      Value *result =
          saturates ? builder.CreateBinaryIntrinsic(opcode == Instruction::Add ? Intrinsic::sadd_sat : Intrinsic::ssub_sat, left, right)
                    : builder.CreateBinOp(static_cast<Instruction::BinaryOps>(opcode), left, right);
      return clampTo(builder, result, outLow, outHigh, true);
    };
    recipe.covered.append(clamp.instructions.begin(), clamp.instructions.end());
    recipe.covered.push_back(sum);
    return recipe;
  }

  /// (x * y + 2^(k-1)) >> k, clamped or not, with k = 15 after scaling a factor.
  std::optional<Recipe> roundedProduct(const Clamp &clamp, unsigned bits) {
    const unsigned wide = clamp.inner->getType()->getScalarSizeInBits();
    if (bits != 16 || wide < 32)
      return std::nullopt;
    Value *sum = nullptr;
    Value *product = nullptr;
    uint64_t shift = 0;
    const bool isArithmetic = match(clamp.inner, m_AShr(m_Value(sum), m_ConstantInt(shift)));
    // Of a logical shift only the low bits are right.
    if (!isArithmetic && (!clamp.instructions.empty() || !match(clamp.inner, m_LShr(m_Value(sum), m_ConstantInt(shift)))))
      return std::nullopt;
    if (shift == 0 || shift > 16 || shift + bits > wide ||
        !match(sum, m_c_Add(m_Value(product), m_SpecificInt(uint64_t{1} << (shift - 1)))))
      return std::nullopt;
    Recipe recipe;
    recipe.covered.append(clamp.instructions.begin(), clamp.instructions.end());
    recipe.covered.append({cast<Instruction>(clamp.inner), cast<Instruction>(sum)});
    Value *x = nullptr;
    Value *y = nullptr;
    bool excludesOverflow = false;
    if (shift <= 15) {
      if (!match(product, m_Mul(m_Value(x), m_Value(y))) || (shift < 15 && fitsSigned(rangeOf(sum), bits)))
        return std::nullopt; // what fits is cheaper as it is
      recipe.covered.push_back(cast<Instruction>(product));
    } else {
      // Twice the product and twice the rounding, shifted by one more.
      Value *doubled = nullptr;
      if (match(product, m_Shl(m_Mul(m_Value(x), m_Value(y)), m_SpecificInt(1)))) {
        doubled = cast<Instruction>(product)->getOperand(0);
      } else if (match(product, m_c_Mul(m_Shl(m_Value(x), m_SpecificInt(1)), m_Value(y)))) {
        auto *multiplication = cast<Instruction>(product);
        doubled = match(multiplication->getOperand(0), m_Shl(m_Specific(x), m_SpecificInt(1))) && multiplication->getOperand(1) == y
                      ? multiplication->getOperand(0)
                      : multiplication->getOperand(1);
      } else {
        return std::nullopt;
      }
      if (wide == 32 && !clamp.instructions.empty())
        return std::nullopt; // 2^31 wraps
      excludesOverflow = wide == 32 && cast<Instruction>(product)->hasNoSignedWrap() &&
                         (isa<MulOperator>(product) || cast<Instruction>(doubled)->hasNoSignedWrap());
      recipe.covered.append({cast<Instruction>(product), cast<Instruction>(doubled)});
    }
    // (x * y + 2^(k-1)) >> k = (x * 2^(15-k) * y + 2^14) >> 15.
    const unsigned scale = shift < 15 ? 15 - static_cast<unsigned>(shift) : 0;
    auto scaled = [&](Value *value) { return rangeOf(value).multiply(ConstantRange(APInt::getOneBitSet(wide, scale))); };
    if (!fitsSigned(rangeOf(x), bits) || !fitsSigned(rangeOf(y), bits))
      return std::nullopt;
    if (!fitsSigned(scaled(x), bits))
      std::swap(x, y);
    const ConstantRange left = scaled(x);
    const ConstantRange right = rangeOf(y);
    if (!fitsSigned(left, bits))
      return std::nullopt;
    const APInt minimum = APInt::getSignedMinValue(bits).sext(wide);
    if (!left.contains(minimum) || !right.contains(minimum))
      excludesOverflow = true;
    // The instruction saturates above; only a clamp may take its result for the sum then.
    Bound low;
    Bound high;
    bool repairs = false;
    if (!clamp.instructions.empty()) {
      if ((!clamp.high && !excludesOverflow) || (clamp.low && !clamp.low->isSignedIntN(bits)))
        return std::nullopt;
      if (clamp.high && clamp.high->sgt(APInt::getSignedMaxValue(bits).sext(wide)) && !excludesOverflow)
        return std::nullopt;
      if (clamp.low && clamp.low->sgt(minimum))
        low = boundOf(clamp.low);
      if (clamp.high && clamp.high->slt(APInt::getSignedMaxValue(bits).sext(wide)))
        high = boundOf(clamp.high);
    } else {
      repairs = !excludesOverflow;
    }
    recipe.operands = {x, y};
    recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
      Value *factor = scale ? builder.CreateShl(operands[0], scale) : operands[0];
      Value *value = createIdiomCall(builder, Idiom::roundedProduct15, {factor, operands[1]});
      if (repairs) {
        Value *larger = builder.CreateBinaryIntrinsic(Intrinsic::smax, factor, operands[1]);
        Value *overflows = builder.CreateICmpEQ(larger, ConstantInt::get(larger->getType(), APInt::getSignedMinValue(16)));
        value = builder.CreateXor(value, builder.CreateSExt(overflows, value->getType()));
      }
      return clampTo(builder, value, low, high, true);
    };
    return recipe;
  }

  std::optional<Recipe> narrowIntrinsic(IntrinsicInst &intrinsic, unsigned bits) {
    const Intrinsic::ID id = intrinsic.getIntrinsicID();
    Recipe recipe;
    if (id == Intrinsic::abs) {
      Value *operand = intrinsic.getArgOperand(0);
      Value *x = nullptr;
      Value *y = nullptr;
      if (fitsSigned(rangeOf(operand), bits)) {
        recipe.operands = {operand};
        recipe.make = [](IRBuilderBase &builder, ArrayRef<Value *> operands) {
          return builder.CreateBinaryIntrinsic(Intrinsic::abs, operands[0], builder.getFalse());
        };
        return recipe;
      }
      // The difference of two numbers that fit, as maximum minus minimum, fits unsigned.
      if (!match(operand, m_Sub(m_Value(x), m_Value(y))) ||
          !fitsSigned(exactResult(Instruction::Sub, rangeOf(x), rangeOf(y)), x->getType()->getScalarSizeInBits()))
        return std::nullopt;
      const bool isSigned = fitsSigned(rangeOf(x), bits) && fitsSigned(rangeOf(y), bits);
      if (!isSigned && !(fitsUnsigned(rangeOf(x), bits) && fitsUnsigned(rangeOf(y), bits)))
        return std::nullopt;
      recipe.operands = {x, y};
      recipe.covered = {cast<Instruction>(operand)};
      recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
        return builder.CreateSub(builder.CreateBinaryIntrinsic(isSigned ? Intrinsic::smax : Intrinsic::umax, operands[0], operands[1]),
                                 builder.CreateBinaryIntrinsic(isSigned ? Intrinsic::smin : Intrinsic::umin, operands[0], operands[1]));
      };
      return recipe;
    }
    if (!isa<MinMaxIntrinsic>(intrinsic))
      return std::nullopt;
    const ConstantRange left = rangeOf(intrinsic.getArgOperand(0));
    const ConstantRange right = rangeOf(intrinsic.getArgOperand(1));
    auto &minMax = cast<MinMaxIntrinsic>(intrinsic);
    // Unsigned order is signed order where nothing is negative.
    if (!minMax.isSigned() && !(left.isAllNonNegative() && right.isAllNonNegative()))
      return std::nullopt;
    const bool isMax = id == Intrinsic::smax || id == Intrinsic::umax;
    const bool isSigned = fitsSigned(left, bits) && fitsSigned(right, bits);
    if (!isSigned && !(fitsUnsigned(left, bits) && fitsUnsigned(right, bits)))
      return std::nullopt;
    const Intrinsic::ID narrow = isSigned ? (isMax ? Intrinsic::smax : Intrinsic::smin) : (isMax ? Intrinsic::umax : Intrinsic::umin);
    recipe.operands = {intrinsic.getArgOperand(0), intrinsic.getArgOperand(1)};
    recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
      return builder.CreateBinaryIntrinsic(narrow, operands[0], operands[1]);
    };
    return recipe;
  }

  std::optional<Recipe> narrowBinary(BinaryOperator &binary, unsigned bits) {
    Recipe recipe;
    auto plain = [&](Instruction::BinaryOps opcode) {
      recipe.operands = {binary.getOperand(0), binary.getOperand(1)};
      recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
        return builder.CreateBinOp(opcode, operands[0], operands[1]);
      };
      return recipe;
    };
    Value *sum = nullptr;
    Value *x = nullptr;
    Value *y = nullptr;
    switch (binary.getOpcode()) {
    case Instruction::Or:
      // s | -(s >> 8) of two bytes.
      if (bits == 8 && match(&binary, m_c_Or(m_Value(sum), m_Neg(m_LShr(m_Deferred(sum), m_SpecificInt(8))))) &&
          match(sum, m_Add(m_Value(x), m_Value(y))) && fitsUnsigned(rangeOf(x), 8) && fitsUnsigned(rangeOf(y), 8)) {
        Value *negation = binary.getOperand(binary.getOperand(0) == sum ? 1 : 0);
        recipe.operands = {x, y};
        recipe.covered = {cast<Instruction>(sum), cast<Instruction>(negation),
                          cast<Instruction>(cast<Instruction>(negation)->getOperand(1))};
        recipe.make = [](IRBuilderBase &builder, ArrayRef<Value *> operands) {
          return builder.CreateBinaryIntrinsic(Intrinsic::uadd_sat, operands[0], operands[1]);
        };
        return recipe;
      }
      return plain(binary.getOpcode());
    case Instruction::Mul:
      if (bits == 8)
        return std::nullopt; // there is no i8x16.mul
      return plain(binary.getOpcode());
    case Instruction::Add:
    case Instruction::Sub:
    case Instruction::And:
    case Instruction::Xor:
      return plain(binary.getOpcode());
    case Instruction::Shl:
    case Instruction::LShr:
    case Instruction::AShr: {
      uint64_t shift = 0;
      if (!match(binary.getOperand(1), m_ConstantInt(shift)) || shift >= bits)
        return std::nullopt;
      if (binary.getOpcode() == Instruction::Shl)
        return plain(Instruction::Shl);
      const ConstantRange range = rangeOf(binary.getOperand(0));
      if (fitsUnsigned(range, bits))
        return plain(Instruction::LShr);
      // The low bits of a logical shift are those of the arithmetic one. Bytes have no cheap arithmetic shift.
      if (bits == 8 || !fitsSigned(range, bits) ||
          (binary.getOpcode() == Instruction::LShr && bits + shift > binary.getType()->getScalarSizeInBits()))
        return std::nullopt;
      return plain(Instruction::AShr);
    }
    default:
      return std::nullopt;
    }
  }

  std::optional<Recipe> narrowCompare(ICmpInst &compare, unsigned bits) {
    Recipe recipe;
    if (compare.getOperand(0)->getType()->getScalarSizeInBits() <= bits) {
      recipe.isLeaf = true;
      recipe.make = [&compare](IRBuilderBase &, ArrayRef<Value *>) { return &compare; };
      return recipe;
    }
    if (!compare.getOperand(0)->getType()->isIntegerTy())
      return std::nullopt;
    const ConstantRange left = rangeOf(compare.getOperand(0));
    const ConstantRange right = rangeOf(compare.getOperand(1));
    if (compare.isUnsigned() && !(left.isAllNonNegative() && right.isAllNonNegative()))
      return std::nullopt;
    const bool isSigned = fitsSigned(left, bits) && fitsSigned(right, bits);
    if (!isSigned && !(fitsUnsigned(left, bits) && fitsUnsigned(right, bits)))
      return std::nullopt;
    CmpInst::Predicate predicate = compare.getPredicate();
    if (!compare.isEquality())
      predicate = isSigned ? ICmpInst::getSignedPredicate(predicate) : ICmpInst::getUnsignedPredicate(predicate);
    recipe.operands = {compare.getOperand(0), compare.getOperand(1)};
    recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
      return builder.CreateICmp(predicate, operands[0], operands[1]);
    };
    return recipe;
  }

  std::optional<Recipe> narrowCast(CastInst &cast, unsigned bits) {
    Value *source = cast.getOperand(0);
    if (!isa<ZExtInst, SExtInst, TruncInst>(cast))
      return std::nullopt;
    Recipe recipe;
    const unsigned sourceBits = source->getType()->getScalarSizeInBits();
    if (sourceBits > bits || sourceBits == 1) {
      // Low bits of low bits; or a flag.
      recipe.operands = {source};
      const Instruction::CastOps opcode = cast.getOpcode();
      recipe.make = [=](IRBuilderBase &builder, ArrayRef<Value *> operands) {
        return sourceBits == 1 ? builder.CreateCast(opcode, operands[0], builder.getIntNTy(bits)) : operands[0];
      };
      return recipe;
    }
    recipe.isLeaf = true;
    // Another root may replace the source before.
    recipe.make = [=, &cast](IRBuilderBase &builder, ArrayRef<Value *>) {
      Value *operand = cast.getOperand(0);
      return sourceBits == bits ? operand : builder.CreateCast(cast.getOpcode(), operand, builder.getIntNTy(bits));
    };
    return recipe;
  }

  std::optional<Recipe> recipeFor(Value *value, unsigned bits) {
    const unsigned wide = value->getType()->getScalarSizeInBits();
    Recipe recipe;
    auto itself = [&](std::function<Value *(IRBuilderBase &, ArrayRef<Value *>)> make) {
      recipe.isLeaf = true;
      recipe.make = std::move(make);
      return recipe;
    };
    if (auto *constant = dyn_cast<ConstantInt>(value))
      return itself([=](IRBuilderBase &, ArrayRef<Value *>) {
        return wide == 1 ? constant : ConstantInt::get(constant->getContext(), constant->getValue().trunc(bits));
      });
    if (isa<Constant>(value))
      return std::nullopt;
    if (loop.isLoopInvariant(value))
      return itself([=, this](IRBuilderBase &builder, ArrayRef<Value *>) -> Value * {
        if (wide == 1)
          return value;
        IRBuilderBase::InsertPointGuard guard(builder);
        builder.SetInsertPoint(loop.getLoopPreheader()->getTerminator());
        return builder.CreateTrunc(value, builder.getIntNTy(bits));
      });
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction)
      return std::nullopt;
    if (wide > 1) {
      const Clamp clamp = clampOf(value);
      if (auto product = roundedProduct(clamp, bits))
        return product;
      if (auto sum = saturating(clamp, bits))
        return sum;
      if (auto sum = clampedInvariant(clamp, bits))
        return sum;
    }
    if (auto *binary = dyn_cast<BinaryOperator>(instruction)) {
      if (wide > 1)
        return narrowBinary(*binary, bits);
      recipe.operands = {binary->getOperand(0), binary->getOperand(1)};
      recipe.make = [opcode = binary->getOpcode()](IRBuilderBase &builder, ArrayRef<Value *> operands) {
        return builder.CreateBinOp(opcode, operands[0], operands[1]);
      };
      return recipe;
    }
    if (auto *compare = dyn_cast<ICmpInst>(instruction))
      return narrowCompare(*compare, bits);
    if (auto *cast = dyn_cast<CastInst>(instruction))
      return wide > 1 ? narrowCast(*cast, bits) : std::nullopt;
    if (auto *intrinsic = dyn_cast<IntrinsicInst>(instruction))
      return wide > 1 ? narrowIntrinsic(*intrinsic, bits) : std::nullopt;
    if (auto *select = dyn_cast<SelectInst>(instruction)) {
      recipe.operands = {select->getCondition(), select->getTrueValue(), select->getFalseValue()};
      recipe.make = [](IRBuilderBase &builder, ArrayRef<Value *> operands) {
        return builder.CreateSelect(operands[0], operands[1], operands[2]);
      };
      return recipe;
    }
    return std::nullopt;
  }

  /// Adds `value` and what it is computed from to the plan.
  bool add(Plan &plan, Value *value) {
    if (plan.recipes.contains(value))
      return true;
    if (plan.recipes.size() > 64 || !(value->getType()->isIntegerTy() && value->getType()->getScalarSizeInBits() <= 64))
      return false;
    std::optional<Recipe> recipe = recipeFor(value, plan.bits);
    if (!recipe || !all_of(recipe->operands, [&](Value *operand) { return add(plan, operand); }))
      return false;
    plan.recipes.insert({value, std::move(*recipe)});
    return true;
  }

  std::optional<Plan> planFor(Instruction &root) {
    unsigned to = 0;
    if (isa<TruncInst>(root)) {
      to = root.getType()->getScalarSizeInBits();
    } else if (isa<ICmpInst>(root) && !root.use_empty()) {
      for (const User *user : root.users()) {
        if (!isa<SelectInst>(user) || !user->getType()->isIntegerTy())
          return std::nullopt;
        to = std::max(to, user->getType()->getScalarSizeInBits());
      }
    } else {
      return std::nullopt;
    }
    const unsigned from = root.getOperand(0)->getType()->getScalarSizeInBits();
    if (!root.getOperand(0)->getType()->isIntegerTy() || from > 64)
      return std::nullopt;
    for (unsigned bits : {8U, 16U, 32U}) {
      if (bits < to || bits >= from)
        continue;
      Plan plan{&root, bits, {}};
      if (add(plan, isa<TruncInst>(root) ? root.getOperand(0) : &root))
        return plan;
    }
    return std::nullopt;
  }

  template <class Visit> static void forEachWide(const Plan &plan, Visit visit) {
    for (const auto &[value, recipe] : plan.recipes) {
      if (recipe.isLeaf)
        continue;
      visit(cast<Instruction>(value));
      for (Instruction *instruction : recipe.covered)
        visit(instruction);
    }
  }

  /// Plans for all roots that pay; values that do not vary in the loop are in the ranges that `ranges` says.
  SmallVector<Plan, 4> findPlans() {
    SmallVector<Plan, 4> plans;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block)
        if (auto plan = planFor(instruction))
          plans.push_back(std::move(*plan));
    // Wide values that stay alive are computed twice: no gain.
    for (bool removed = true; removed && !plans.empty();) {
      SmallPtrSet<const User *, 32> dead;
      for (const Plan &plan : plans) {
        dead.insert(plan.root);
        forEachWide(plan, [&](Instruction *instruction) { dead.insert(instruction); });
      }
      const size_t before = plans.size();
      erase_if(plans, [&](const Plan &plan) {
        bool staysAlive = false;
        unsigned operations = 0;
        forEachWide(plan, [&](Instruction *instruction) {
          ++operations;
          staysAlive |= instruction != plan.root && any_of(instruction->users(), [&](const User *user) { return !dead.contains(user); });
        });
        return staysAlive || operations == 0;
      });
      removed = plans.size() != before;
    }
    return plans;
  }

  bool narrowTrees() {
    SmallVector<Plan, 4> plans = findPlans();
    // Once more with what a check before the loop can establish.
    const MapVector<Value *, ConstantRange> assumed = assumableRanges();
    if (!assumed.empty()) {
      ranges.clear();
      for (const auto &[value, range] : assumed)
        ranges.insert({value, range});
      SmallVector<Plan, 4> more = findPlans();
      if (more.size() > plans.size() && versionForRanges(assumed)) {
        plans = std::move(more);
      } else if (!plans.empty()) {
        ranges.clear();
        plans = findPlans();
      }
    }
    SmallVector<WeakTrackingVH, 8> dead;
    for (Plan &plan : plans)
      build(plan, dead);
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(dead);
    ranges.clear();
    return !plans.empty();
  }

  // ---- Sums of products ----

  struct ProductSum {
    BinaryOperator *root;
    Plan factors; // the factors' trees in 16 bits
    SmallVector<BinaryOperator *, 10> products;
    SmallVector<Value *, 4> others;
  };

  /// Splits the sum `value` into products of narrow factors and other addends.
  bool splitSum(ProductSum &sum, Value *value, bool isRoot) {
    auto *addition = dyn_cast<BinaryOperator>(value);
    if (addition && addition->getOpcode() == Instruction::Add && loop.contains(addition) && (isRoot || addition->hasOneUse()))
      return splitSum(sum, addition->getOperand(0), false) && splitSum(sum, addition->getOperand(1), false);
    auto isFactor = [&](Value *factor) { return fitsSigned(rangeOf(factor), 16) && add(sum.factors, factor); };
    if (addition && addition->getOpcode() == Instruction::Mul && addition->hasOneUse() && isFactor(addition->getOperand(0)) &&
        isFactor(addition->getOperand(1)))
      sum.products.push_back(addition);
    else
      sum.others.push_back(value);
    return !(isa<PHINode>(value) && loop.contains(cast<Instruction>(value))); // that is a reduction's
  }

  SmallVector<ProductSum, 2> findProductSums() {
    SmallVector<ProductSum, 2> sums;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        if (instruction.getOpcode() != Instruction::Add || !instruction.getType()->isIntegerTy(32) ||
            (instruction.hasOneUse() && match(instruction.user_back(), m_Add(m_Value(), m_Value()))))
          continue;
        ProductSum sum{cast<BinaryOperator>(&instruction), {&instruction, 16, {}}, {}, {}};
        // Fewer products are as fast with extended multiplications.
        if (splitSum(sum, &instruction, true) && sum.products.size() >= 4)
          sums.push_back(std::move(sum));
      }
    return sums;
  }

  bool rewriteProductSums() {
    SmallVector<ProductSum, 2> sums = findProductSums();
    const MapVector<Value *, ConstantRange> assumed = assumableRanges();
    if (sums.empty() && !assumed.empty()) {
      ranges.clear();
      for (const auto &[value, range] : assumed)
        ranges.insert({value, range});
      sums = findProductSums();
      if (!sums.empty() && !versionForRanges(assumed))
        sums.clear();
    }
    for (ProductSum &sum : sums) {
      DenseMap<Value *, Value *> narrow = buildTrees(sum.factors);
      IRBuilder<> builder(sum.root);
      Value *zero = builder.getInt16(0);
      Value *total = nullptr;
      auto plus = [&](Value *value) { total = total ? builder.CreateAdd(total, value) : value; };
      for (Value *other : sum.others)
        plus(other);
      for (size_t index = 0; index < sum.products.size(); index += 2) {
        const BinaryOperator *first = sum.products[index];
        const BinaryOperator *second = index + 1 < sum.products.size() ? sum.products[index + 1] : nullptr;
        plus(createIdiomCall(builder, Idiom::productSum,
                             {narrow[first->getOperand(0)], narrow[first->getOperand(1)], second ? narrow[second->getOperand(0)] : zero,
                              second ? narrow[second->getOperand(1)] : zero}));
      }
      remarks.emit([&] {
        return OptimizationRemark(passName, "ProductSum", sum.root)
               << ore::NV("Products", sum.products.size()) << " products summed in pairs";
      });
      sum.root->replaceAllUsesWith(total);
      RecursivelyDeleteTriviallyDeadInstructions(sum.root);
    }
    // The width that fills the lanes of the factors; the vectorizer would go by the sums.
    if (!sums.empty())
      addStringMetadataToLoop(&loop, "llvm.loop.vectorize.width", 8);
    ranges.clear();
    return !sums.empty();
  }

  // ---- Checks before the loop ----

  /// Ranges of values that do not vary in the loop, as zero points and multipliers have them: that of the loaded type next to an addend or
  /// a compared value, 16 bits for a factor.
  MapVector<Value *, ConstantRange> assumableRanges() {
    MapVector<Value *, ConstantRange> assumed;
    auto assume = [&](Value *value, unsigned bits, bool isSigned) {
      const unsigned wide = value->getType()->getScalarSizeInBits();
      if (wide <= bits || isa<Constant>(value) || !loop.isLoopInvariant(value))
        return;
      const ConstantRange narrow = ConstantRange::getFull(bits);
      const ConstantRange range = isSigned ? narrow.signExtend(wide) : narrow.zeroExtend(wide);
      if (range.contains(rangeOf(value)))
        return;
      auto [known, isNew] = assumed.insert({value, range});
      if (!isNew)
        known->second = known->second.intersectWith(range);
    };
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        auto *select = dyn_cast<SelectInst>(&instruction);
        if (!instruction.getType()->isIntegerTy() && !isa<ICmpInst>(instruction))
          continue;
        if (instruction.getOpcode() == Instruction::Mul) {
          assume(instruction.getOperand(0), 16, true);
          assume(instruction.getOperand(1), 16, true);
        } else if (select && any_of(select->users(), [](const User *user) { return match(user, m_Mul(m_Value(), m_Value())); })) {
          assume(select->getTrueValue(), 16, true);
          assume(select->getFalseValue(), 16, true);
        } else if (isa<ICmpInst>(instruction) || instruction.getOpcode() == Instruction::Add ||
                   instruction.getOpcode() == Instruction::Sub) {
          for (unsigned index : {0U, 1U})
            if (auto *extension = dyn_cast<CastInst>(instruction.getOperand(1 - index));
                extension && isa<ZExtInst, SExtInst>(extension) && extension->getSrcTy()->isIntegerTy(8))
              assume(instruction.getOperand(index), 8, isa<SExtInst>(extension));
        }
      }
    return assumed;
  }

  static Value *rangeChecks(IRBuilderBase &builder, const MapVector<Value *, ConstantRange> &assumed) {
    Value *all = builder.getTrue();
    for (const auto &[value, range] : assumed) {
      Value *offset = builder.CreateSub(value, ConstantInt::get(value->getType(), range.getSignedMin()));
      Value *within = builder.CreateICmpULE(offset, ConstantInt::get(value->getType(), range.getSignedMax() - range.getSignedMin()));
      all = builder.CreateLogicalAnd(all, within);
    }
    return all;
  }

  bool versionForRanges(const MapVector<Value *, ConstantRange> &assumed) {
    if (!versionLoop([&](IRBuilderBase &builder) { return rangeChecks(builder, assumed); }))
      return false;
    remarks.emit([&] {
      return OptimizationRemark(passName, "Versioned", loop.getStartLoc(), loop.getHeader())
             << "ranges of " << ore::NV("Values", assumed.size()) << " values are checked before the loop";
    });
    return true;
  }

  /// Makes a copy of the loop, to be run where the condition that `makeCondition` builds before the loop does not hold. If that is rare,
  /// the copy stays small.
  bool versionLoop(function_ref<Value *(IRBuilderBase &)> makeCondition, bool isRare = true) {
    BasicBlock *exit = loop.getUniqueExitBlock();
    if (!exit || (isRare && isVersioned))
      return false;
    formLCSSA(loop, analyses.dominators, &analyses.loops, &analyses.scalarEvolution);
    BasicBlock *check = loop.getLoopPreheader();
    BasicBlock *preheader = SplitBlock(check, check->getTerminator(), &analyses.dominators, &analyses.loops, nullptr, "idiom.ph");
    ValueToValueMapTy map;
    SmallVector<BasicBlock *, 8> blocks;
    Loop *other = cloneLoopWithPreheader(preheader, check, &loop, map, ".other", &analyses.loops, &analyses.dominators, blocks);
    remapInstructionsInBlocks(blocks, map);
    Instruction *terminator = check->getTerminator();
    IRBuilder<> builder(terminator);
    Value *condition = makeCondition(builder);
    // What the loop only computes with may be poison; what it branches on may not.
    if (!isGuaranteedNotToBeUndefOrPoison(condition, &analyses.assumptions, terminator, &analyses.dominators))
      condition = builder.CreateFreeze(condition);
    builder.CreateCondBr(condition, preheader, other->getLoopPreheader());
    terminator->eraseFromParent();
    for (PHINode &phi : exit->phis())
      for (unsigned index = 0, count = phi.getNumIncomingValues(); index < count; ++index) {
        auto *copy = cast_or_null<BasicBlock>(map.lookup(phi.getIncomingBlock(index)));
        if (!copy)
          continue;
        Value *mapped = map.lookup(phi.getIncomingValue(index));
        phi.addIncoming(mapped ? mapped : phi.getIncomingValue(index), copy);
      }
    analyses.dominators.changeImmediateDominator(exit, check);
    formDedicatedExitBlocks(&loop, &analyses.dominators, &analyses.loops, nullptr, /*PreserveLCSSA=*/true);
    formDedicatedExitBlocks(other, &analyses.dominators, &analyses.loops, nullptr, /*PreserveLCSSA=*/true);
    if (isRare) {
      addStringMetadataToLoop(other, "llvm.loop.vectorize.width", 1);
      addStringMetadataToLoop(other, "llvm.loop.interleave.count", 1);
      other->setLoopAlreadyUnrolled();
    }
    analyses.scalarEvolution.forgetLoop(&loop);
    isVersioned = true;
    return true;
  }

  // ---- Tables ----

  struct Lookup {
    LoadInst *load;
    Value *table;
    APInt offset;
    Value *index;
  };

  /// A load of table[index] with index in [0, 15].
  std::optional<Lookup> lookupOf(LoadInst &load) {
    if (!load.isSimple() || !load.getType()->isIntegerTy(8))
      return std::nullopt;
    const DataLayout &layout = load.getDataLayout();
    const unsigned bits = layout.getIndexTypeSizeInBits(load.getPointerOperandType());
    SmallMapVector<Value *, APInt, 4> variables;
    APInt offset(bits, 0);
    Value *table = load.getPointerOperand();
    for (auto *address = dyn_cast<GEPOperator>(table); address && !loop.isLoopInvariant(table); address = dyn_cast<GEPOperator>(table)) {
      if (!address->collectOffset(layout, bits, variables, offset))
        return std::nullopt;
      table = const_cast<Value *>(address->getPointerOperand());
    }
    if (!loop.isLoopInvariant(table) || variables.size() != 1 || !variables.front().second.isOne())
      return std::nullopt;
    Value *index = variables.front().first;
    if (!fitsUnsigned(rangeOf(index), 4) || offset.isNegative())
      return std::nullopt;
    return Lookup{&load, table, offset, index};
  }

  /// Whether the loop may write to the object of `table`; stores that only a check can tell apart from it go to `stores`.
  bool mayWrite(Value *table, SmallVectorImpl<StoreInst *> &stores) {
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        if (!instruction.mayWriteToMemory())
          continue;
        auto *store = dyn_cast<StoreInst>(&instruction);
        if (!store || !store->isSimple())
          return true;
        if (analyses.aliases.isNoAlias(MemoryLocation::getBeforeOrAfter(store->getPointerOperand()),
                                       MemoryLocation::getBeforeOrAfter(table)) ||
            !isModSet(analyses.aliases.getModRefInfoMask(MemoryLocation::getBeforeOrAfter(table))))
          continue;
        stores.push_back(store);
      }
    return false;
  }

  /// The table's 16 bytes in a register, loaded at the builder's place.
  Value *loadTable(IRBuilderBase &builder, const Lookup &lookup) {
    auto *bytes = FixedVectorType::get(builder.getInt8Ty(), 16);
    const DataLayout &layout = lookup.load->getDataLayout();
    Value *start = lookup.offset.isZero() ? lookup.table : builder.CreatePtrAdd(lookup.table, builder.getInt(lookup.offset));
    if (isDereferenceableAndAlignedPointer(start, bytes, Align(1), layout, &*builder.GetInsertPoint(), &analyses.assumptions,
                                           &analyses.dominators))
      return builder.CreateAlignedLoad(bytes, start, Align(1));
    // The window of 16 bytes, moved down to end inside the memory. What the program does not read itself is never used.
    Type *integer = layout.getIntPtrType(start->getType());
    Value *address = builder.CreatePtrToInt(start, integer);
    Value *pages = builder.CreateIntrinsic(Intrinsic::wasm_memory_size, {integer}, {builder.getInt32(0)});
    Value *last = builder.CreateSub(builder.CreateShl(pages, 16), ConstantInt::get(integer, 16));
    Value *window = builder.CreateBinaryIntrinsic(Intrinsic::umin, address, last);
    Value *loaded = builder.CreateAlignedLoad(bytes, builder.CreateIntToPtr(window, start->getType()), Align(1), /*isVolatile=*/true);
    Value *distance = builder.CreateTrunc(builder.CreateSub(address, window), builder.getInt8Ty());
    SmallVector<Constant *, 16> lanes;
    for (unsigned lane = 0; lane < 16; ++lane)
      lanes.push_back(builder.getInt8(static_cast<uint8_t>(lane)));
    Value *mask = builder.CreateAdd(ConstantVector::get(lanes), builder.CreateVectorSplat(16, distance));
    return builder.CreateIntrinsic(Intrinsic::wasm_swizzle, {}, {loaded, mask});
  }

  bool rewriteLookups() {
    SmallVector<Lookup, 4> lookups;
    SmallVector<std::pair<StoreInst *, Value *>, 4> toCheck;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        auto *load = dyn_cast<LoadInst>(&instruction);
        std::optional<Lookup> lookup = load ? lookupOf(*load) : std::nullopt;
        if (!lookup)
          continue;
        SmallVector<StoreInst *, 4> stores;
        if (mayWrite(lookup->table, stores)) {
          missed(*load, "LookupWritten", "the loop may write to the table");
          continue;
        }
        for (StoreInst *store : stores)
          toCheck.push_back({store, lookup->table});
        lookups.push_back(*lookup);
      }
    if (lookups.empty())
      return false;
    if (lookups.size() > mostLookups) {
      missed(*lookups.front().load, "Lookups", "too many lookups in one iteration");
      return false;
    }
    if (!toCheck.empty() && !versionForTables(lookups)) {
      missed(*lookups.front().load, "LookupWritten", "the loop may write to the table, and a check is not possible");
      return false;
    }
    SmallVector<CallInst *, 4> calls;
    for (const Lookup &lookup : lookups) {
      IRBuilder<> outside(loop.getLoopPreheader()->getTerminator());
      outside.SetCurrentDebugLocation(lookup.load->getDebugLoc());
      Value *halves = outside.CreateBitCast(loadTable(outside, lookup), FixedVectorType::get(outside.getInt64Ty(), 2));
      Value *low = outside.CreateExtractElement(halves, uint64_t{0});
      Value *high = outside.CreateExtractElement(halves, uint64_t{1});
      IRBuilder<> builder(lookup.load);
      Value *source = nullptr;
      if (!match(lookup.index, m_ZExt(m_Value(source))) || !source->getType()->isIntegerTy(8))
        source = builder.CreateTrunc(lookup.index, builder.getInt8Ty());
      calls.push_back(createIdiomCall(builder, Idiom::lookup16, {low, high, source}));
      lookup.load->replaceAllUsesWith(calls.back());
      lookup.load->removeFromParent();
    }
    // Without the loads of the tables, whose addresses follow no pattern, the rest must be what the vectorizer takes.
    analyses.accesses.clear();
    const bool isVectorizable = analyses.accesses.getInfo(loop).canVectorizeMemory();
    for (auto [lookup, call] : zip(lookups, calls)) {
      if (!isVectorizable) {
        lookup.load->insertBefore(call->getIterator());
        call->replaceAllUsesWith(lookup.load);
        call->eraseFromParent();
        missed(*lookup.load, "NotVectorizable", "the loop with the table cannot be vectorized");
        continue;
      }
      remarks.emit([&] { return OptimizationRemark(passName, "Lookup", call) << "table of 16 bytes kept in a register"; });
      call->takeName(lookup.load);
      lookup.load->insertBefore(call->getIterator());
      RecursivelyDeleteTriviallyDeadInstructions(lookup.load);
    }
    ranges.clear();
    return true;
  }

  /// Checks before the loop that no store of it reaches a table.
  bool versionForTables(ArrayRef<Lookup> lookups) {
    auto &scalarEvolution = analyses.scalarEvolution;
    const SCEV *count = scalarEvolution.getBackedgeTakenCount(&loop);
    struct Extent {
      const SCEV *first;
      const SCEV *last;
      uint64_t size;
    };
    SmallVector<Extent, 4> extents;
    SCEVExpander expander(scalarEvolution, "idiom");
    Instruction *place = loop.getLoopPreheader()->getTerminator();
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        auto *store = dyn_cast<StoreInst>(&instruction);
        if (!store)
          continue;
        if (!analyses.dominators.dominates(block, loop.getLoopLatch()))
          return false;
        const auto *address = dyn_cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(store->getPointerOperand()));
        if (!address || !address->isAffine() || address->getLoop() != &loop ||
            !isa<SCEVConstant>(address->getStepRecurrence(scalarEvolution)))
          return false;
        const SCEV *last = address->evaluateAtIteration(count, scalarEvolution);
        const SCEV *first = address->getStart();
        if (cast<SCEVConstant>(address->getStepRecurrence(scalarEvolution))->getAPInt().isNegative())
          std::swap(first, last);
        if (!expander.isSafeToExpandAt(first, place) || !expander.isSafeToExpandAt(last, place))
          return false;
        extents.push_back({first, last, store->getDataLayout().getTypeStoreSize(store->getValueOperand()->getType())});
      }
    return versionLoop([&](IRBuilderBase &builder) {
      Type *integer = lookups.front().load->getDataLayout().getIntPtrType(lookups.front().table->getType());
      auto expand = [&](const SCEV *address) {
        Value *pointer = expander.expandCodeFor(address, address->getType(), &*builder.GetInsertPoint());
        return builder.CreatePtrToInt(pointer, integer);
      };
      Value *all = builder.getTrue();
      for (const Lookup &lookup : lookups) {
        Value *start = builder.CreateAdd(builder.CreatePtrToInt(lookup.table, integer), builder.getInt(lookup.offset));
        for (const Extent &extent : extents) {
          Value *first = expand(extent.first);
          Value *last = expand(extent.last);
          auto plus = [&](Value *value, uint64_t bytes) {
            return builder.CreateBinaryIntrinsic(Intrinsic::uadd_sat, value, ConstantInt::get(integer, bytes));
          };
          Value *behind = builder.CreateICmpUGT(first, plus(start, 15));
          Value *before = builder.CreateICmpULT(plus(last, extent.size - 1), start);
          Value *inOrder = builder.CreateICmpULE(first, last);
          all = builder.CreateAnd(all, builder.CreateAnd(inOrder, builder.CreateOr(behind, before)));
        }
      }
      return all;
    });
  }

  void missed(Instruction &where, StringRef name, StringRef reason) {
    remarks.emit([&] { return OptimizationRemarkMissed(passName, name, &where) << reason; });
  }

  /// The narrow forms of all values of the plan.
  DenseMap<Value *, Value *> buildTrees(const Plan &plan) {
    DenseMap<Value *, Value *> narrow;
    for (const auto &[value, recipe] : plan.recipes) {
      auto *instruction = dyn_cast<Instruction>(value);
      IRBuilder<> builder(instruction && loop.contains(instruction) ? instruction : loop.getLoopPreheader()->getTerminator());
      SmallVector<Value *, 3> operands;
      for (Value *operand : recipe.operands)
        operands.push_back(narrow[operand]);
      narrow[value] = recipe.make(builder, operands);
    }
    return narrow;
  }

  void build(Plan &plan, SmallVectorImpl<WeakTrackingVH> &dead) {
    remarks.emit([&] {
      return OptimizationRemark(passName, "Narrowed", plan.root)
             << "integer map computed in lanes of " << ore::NV("Bits", plan.bits) << " bits";
    });
    DenseMap<Value *, Value *> narrow = buildTrees(plan);
    IRBuilder<> builder(plan.root);
    Value *result = narrow[isa<TruncInst>(plan.root) ? plan.root->getOperand(0) : plan.root];
    if (result->getType() != plan.root->getType())
      result = builder.CreateTrunc(result, plan.root->getType());
    selectRoundedProduct(*plan.root, result, dead);
    plan.root->replaceAllUsesWith(result);
    dead.push_back(plan.root);
  }

  /// (x == -2^15 && y == -2^15) ? 2^15 - 1 : rounded product of x and y: the instruction does that by itself.
  static void selectRoundedProduct(Instruction &root, Value *result, SmallVectorImpl<WeakTrackingVH> &dead) {
    Value *product = nullptr;
    if (!match(result, m_c_Xor(m_Value(product), m_SExt(m_Value()))) || !isa<CallInst>(product))
      return;
    const auto *call = cast<CallInst>(product);
    const APInt minimum = APInt::getSignedMinValue(16);
    auto isMinimum = [&](Value *condition, Value *of) {
      return match(condition, m_SpecificICmp(ICmpInst::ICMP_EQ, m_Specific(of), m_SpecificInt(minimum)));
    };
    for (User *user : make_early_inc_range(root.users())) {
      auto *select = dyn_cast<SelectInst>(user);
      Value *first = nullptr;
      Value *second = nullptr;
      if (!select || select->getFalseValue() != &root || !match(select->getTrueValue(), m_SpecificInt(32767)) ||
          !match(select->getCondition(), m_LogicalAnd(m_Value(first), m_Value(second))))
        continue;
      Value *x = call->getArgOperand(0);
      Value *y = call->getArgOperand(1);
      if ((isMinimum(first, x) && isMinimum(second, y)) || (isMinimum(first, y) && isMinimum(second, x))) {
        select->replaceAllUsesWith(product);
        dead.push_back(select);
      }
    }
  }

  // ---- Divisions and high words ----

  bool rewriteDivisions() {
    bool changed = false;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : make_early_inc_range(*block)) {
        const APInt *divisor = nullptr;
        Value *dividend = nullptr;
        if (!match(&instruction, m_SDiv(m_Value(dividend), m_APInt(divisor))) || instruction.getType()->isVectorTy() ||
            divisor->isNegative() || !divisor->isPowerOf2() || divisor->isOne() || loop.isLoopInvariant(dividend))
          continue;
        IRBuilder<> builder(&instruction);
        Value *quotient = divide(builder, dividend, *divisor);
        quotient->takeName(&instruction);
        instruction.replaceAllUsesWith(quotient);
        RecursivelyDeleteTriviallyDeadInstructions(&instruction);
        changed = true;
      }
    ranges.clear();
    return changed;
  }

  Value *divide(IRBuilderBase &builder, Value *dividend, const APInt &divisor) {
    Type *type = dividend->getType();
    const unsigned bits = divisor.getBitWidth();
    const unsigned shift = divisor.logBase2();
    const APInt half = divisor.lshr(1);
    Value *x = nullptr;
    Value *nudge = nullptr;
    // x + (x >= 0 ? half : 1 - half), without overflow.
    if (match(dividend, m_NSWAdd(m_Value(x), m_Value(nudge)))) {
      for (int order = 0; order < 2; ++order, std::swap(x, nudge)) {
        const auto *select = dyn_cast<SelectInst>(nudge);
        if (!select)
          continue;
        const bool isUp = match(select->getTrueValue(), m_SpecificInt(half)) && match(select->getFalseValue(), m_SpecificInt(1 - half)) &&
                          match(select->getCondition(), m_SpecificICmp(ICmpInst::ICMP_SGT, m_Specific(x), m_AllOnes()));
        const bool isDown = match(select->getTrueValue(), m_SpecificInt(1 - half)) && match(select->getFalseValue(), m_SpecificInt(half)) &&
                            match(select->getCondition(), m_SpecificICmp(ICmpInst::ICMP_SLT, m_Specific(x), m_Zero()));
        if (isUp || isDown)
          return builder.CreateAShr(builder.CreateNSWAdd(x, ConstantInt::get(type, half)), shift);
      }
    }
    if (rangeOf(dividend).isAllNonNegative())
      return builder.CreateLShr(dividend, shift);
    Value *sign = shift == 1 ? dividend : builder.CreateAShr(dividend, bits - 1);
    return builder.CreateAShr(builder.CreateAdd(dividend, builder.CreateLShr(sign, bits - shift)), shift);
  }

  /// Of a value that is one of two that do not vary in the loop: which, and by what condition.
  struct Choice {
    Value *condition;
    Value *whenTrue;
    Value *whenFalse;
  };
  std::optional<Choice> choiceOf(Value *value, unsigned depth = 0) {
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || depth > 4 || loop.isLoopInvariant(value) || instruction->getType()->isVectorTy())
      return std::nullopt;
    if (auto *select = dyn_cast<SelectInst>(instruction)) {
      if (!loop.isLoopInvariant(select->getTrueValue()) || !loop.isLoopInvariant(select->getFalseValue()))
        return std::nullopt;
      return Choice{select->getCondition(), select->getTrueValue(), select->getFalseValue()};
    }
    if (!isa<BinaryOperator, CastInst, MinMaxIntrinsic>(instruction) || !isSafeToSpeculativelyExecute(instruction))
      return std::nullopt;
    Value *condition = nullptr;
    SmallVector<std::optional<Choice>, 2> choices;
    for (unsigned index = 0, count = isa<CastInst>(instruction) ? 1 : 2; index < count; ++index) {
      Value *operand = instruction->getOperand(index);
      choices.push_back(loop.isLoopInvariant(operand) ? Choice{nullptr, operand, operand} : choiceOf(operand, depth + 1));
      if (!choices.back() || (condition && choices.back()->condition && choices.back()->condition != condition))
        return std::nullopt;
      if (choices.back()->condition)
        condition = choices.back()->condition;
    }
    auto copy = [&](bool isTrue) {
      Instruction *clone = instruction->clone();
      for (auto [index, choice] : enumerate(choices))
        clone->setOperand(static_cast<unsigned>(index), isTrue ? choice->whenTrue : choice->whenFalse);
      clone->insertBefore(loop.getLoopPreheader()->getTerminator()->getIterator());
      return clone;
    };
    return Choice{condition, copy(true), copy(false)};
  }

  bool rewriteShifts() {
    bool changed = false;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : make_early_inc_range(*block)) {
        auto *shift = dyn_cast<BinaryOperator>(&instruction);
        if (!shift || !shift->isShift() || shift->getOpcode() == Instruction::LShr || !shift->getType()->isIntegerTy(32))
          continue;
        const std::optional<Choice> choice = choiceOf(shift->getOperand(1));
        if (!choice)
          continue;
        IRBuilder<> builder(shift);
        const Idiom idiom = shift->getOpcode() == Instruction::Shl ? Idiom::shiftLeft : Idiom::shiftRight;
        Value *first = createIdiomCall(builder, idiom, {shift->getOperand(0), choice->whenTrue});
        Value *second = createIdiomCall(builder, idiom, {shift->getOperand(0), choice->whenFalse});
        Value *value = builder.CreateSelect(choice->condition, first, second);
        value->takeName(shift);
        shift->replaceAllUsesWith(value);
        RecursivelyDeleteTriviallyDeadInstructions(shift);
        changed = true;
      }
    ranges.clear();
    return changed;
  }

  bool rewriteHighWords() {
    bool changed = false;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : make_early_inc_range(*block))
        if (auto *root = dyn_cast<TruncInst>(&instruction))
          changed |= rewriteHighWord(*root);
    ranges.clear();
    return changed;
  }

  /// Whether `value`, an i64, is a constant of 32 bits or extended from at most 32 bits.
  bool isFactor(Value *value) {
    if (const auto *constant = dyn_cast<ConstantInt>(value))
      return constant->getValue().isSignedIntN(32);
    return isa<SExtInst, ZExtInst>(value) && rangeOf(value).getMinSignedBits() <= 32;
  }
  /// That value in 32 bits.
  static Value *factor(IRBuilderBase &builder, Value *value) {
    if (const auto *constant = dyn_cast<ConstantInt>(value))
      return ConstantInt::get(builder.getInt32Ty(), constant->getValue().trunc(32));
    auto *extension = cast<CastInst>(value);
    Value *source = extension->getOperand(0);
    return source->getType()->isIntegerTy(32) ? source : builder.CreateCast(extension->getOpcode(), source, builder.getInt32Ty());
  }

  bool rewriteHighWord(TruncInst &root) {
    Value *sum = nullptr;
    Value *shift = nullptr;
    if (!root.getType()->isIntegerTy(32) || !root.getSrcTy()->isIntegerTy(64) ||
        !match(root.getOperand(0), m_OneUse(m_Shr(m_Value(sum), m_Value(shift)))) || !loop.isLoopInvariant(shift))
      return false;
    uint64_t amount = 0;
    const bool isConstant = match(shift, m_ConstantInt(amount));
    // The upper bits of a logical shift differ from the arithmetic one's if they are taken.
    if (match(root.getOperand(0), m_LShr(m_Value(), m_Value())) && !(isConstant && amount <= 32))
      return false;
    if (isConstant && (amount == 0 || amount >= 64))
      return false;
    Value *product = sum;
    Value *addend = ConstantInt::get(root.getSrcTy(), 0);
    Value *other = nullptr;
    if (match(sum, m_OneUse(m_Add(m_Value(product), m_Value(other))))) {
      if (loop.isLoopInvariant(product))
        std::swap(product, other);
      if (!loop.isLoopInvariant(other))
        return false;
      addend = other;
    }
    Value *left = nullptr;
    Value *right = nullptr;
    if (!match(product, m_OneUse(m_Mul(m_Value(left), m_Value(right)))))
      return false;
    if (!isFactor(left) || !isFactor(right))
      return false;
    IRBuilder<> builder(&root);
    Value *a = factor(builder, left);
    Value *b = factor(builder, right);
    if (isa<Constant>(a))
      std::swap(a, b);
    IRBuilder<> outside(loop.getLoopPreheader()->getTerminator());
    outside.SetCurrentDebugLocation(root.getDebugLoc());
    Value *up = outside.getInt64(isConstant && amount < 32 ? 32 - amount : 0);
    Value *down = outside.getInt32(isConstant && amount > 32 ? amount - 32 : 0);
    if (!isConstant) {
      const auto thirtyTwo = ConstantInt::get(shift->getType(), 32);
      Value *below = outside.CreateBinaryIntrinsic(Intrinsic::umin, shift, thirtyTwo);
      up = outside.CreateSub(thirtyTwo, below);
      down = outside.CreateTrunc(outside.CreateSub(outside.CreateBinaryIntrinsic(Intrinsic::umax, shift, thirtyTwo), thirtyTwo),
                                 outside.getInt32Ty());
    }
    Value *word = createIdiomCall(builder, Idiom::highProduct, {a, b, addend, up});
    if (!match(down, m_Zero()))
      word = builder.CreateAShr(word, down);
    remarks.emit([&] { return OptimizationRemark(passName, "HighWord", &root) << "shifted 64-bit product taken from its high word"; });
    word->takeName(&root);
    root.replaceAllUsesWith(word);
    RecursivelyDeleteTriviallyDeadInstructions(&root);
    return true;
  }

  /// A copy of the loop without the shifts to the left of high words, for amounts of 32 and more: by an unknown amount they cost as much as
  /// the products.
  bool unswitchHighWords() {
    SmallVector<CallInst *, 2> words;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block)
        if (auto *call = dyn_cast<CallInst>(&instruction);
            call && isIdiomCall(*call, Idiom::highProduct) && !isa<Constant>(call->getArgOperand(3)))
          words.push_back(call);
    if (words.empty() || !versionLoop(
                             [&](IRBuilderBase &builder) {
                               Value *all = builder.getTrue();
                               for (CallInst *word : words)
                                 all = builder.CreateAnd(all, builder.CreateIsNull(word->getArgOperand(3)));
                               return all;
                             },
                             /*isRare=*/false))
      return false;
    for (CallInst *word : words)
      word->setArgOperand(3, ConstantInt::get(word->getArgOperand(3)->getType(), 0));
    return true;
  }

  Loop &loop;
  LoopAnalyses &analyses;
  OptimizationRemarkEmitter &remarks;
  DenseMap<Value *, ConstantRange> ranges;
  bool isVersioned = false;
};

/// Whether the user said something about the shape of the loop.
bool hasUserHints(const Loop &loop) {
  const MDNode *id = loop.getLoopID();
  return id && any_of(drop_begin(id->operands()), [](const MDOperand &operand) {
           const auto *node = dyn_cast<MDNode>(operand);
           const auto *name = node && node->getNumOperands() > 0 ? dyn_cast<MDString>(node->getOperand(0)) : nullptr;
           return name && (name->getString().starts_with("llvm.loop.unroll.") || name->getString().starts_with("llvm.loop.vectorize.") ||
                           name->getString().starts_with("llvm.loop.interleave.") || name->getString() == "llvm.loop.isvectorized");
         });
}

/// Whether the loop vectorizer can take the loop but for its memory accesses, as far as this can be known before.
bool isVectorizable(Loop &loop, ScalarEvolution &scalarEvolution, DominatorTree &dominators) {
  if (!loop.isInnermost() || !loop.isLoopSimplifyForm() || !loop.getExitingBlock() ||
      isa<SCEVCouldNotCompute>(scalarEvolution.getBackedgeTakenCount(&loop)) || hasUserHints(loop))
    return false;
  for (BasicBlock *block : loop.blocks())
    for (Instruction &instruction : *block)
      if (auto *call = dyn_cast<CallBase>(&instruction); call && !isa<IntrinsicInst>(call))
        return false;
  for (PHINode &phi : loop.getHeader()->phis()) {
    InductionDescriptor induction;
    RecurrenceDescriptor reduction;
    if (!InductionDescriptor::isInductionPHI(&phi, &loop, &scalarEvolution, induction) &&
        !RecurrenceDescriptor::isReductionPHI(&phi, &loop, reduction) &&
        !RecurrenceDescriptor::isFixedOrderRecurrence(&phi, &loop, &dominators))
      return false;
  }
  return true;
}

/// Half of a byte that is loaded in the loop.
bool isNibble(const Instruction &instruction) {
  Value *byte = nullptr;
  return (match(&instruction, m_And(m_Value(byte), m_SpecificInt(15))) || match(&instruction, m_LShr(m_Value(byte), m_SpecificInt(4)))) &&
         (match(byte, m_Load(m_Value())) || match(byte, m_ZExt(m_Load(m_Value())))) &&
         (byte->getType()->isIntegerTy(8) || cast<Instruction>(byte)->getOperand(0)->getType()->isIntegerTy(8));
}

} // namespace

bool keepNibbleLoop(Loop &loop, ScalarEvolution &scalarEvolution) {
  const Function &function = *loop.getHeader()->getParent();
  if (!worksOn(function) || function.hasOptSize() || loop.getNumBlocks() != 1 || !loop.isInnermost() || hasUserHints(loop))
    return false;
  const unsigned tripCount = scalarEvolution.getSmallConstantTripCount(&loop);
  if (tripCount < 16 || tripCount > 64 || tripCount % 16 != 0 || range_size(loop.getHeader()->phis()) != 1)
    return false;
  bool hasNibble = false;
  for (const Instruction &instruction : *loop.getHeader()) {
    if (const auto *call = dyn_cast<CallBase>(&instruction); call && !isa<IntrinsicInst>(call))
      return false;
    hasNibble |= isNibble(instruction);
  }
  if (!hasNibble)
    return false;
  addStringMetadataToLoop(&loop, keptMark);
  LLVMContext &context = function.getContext();
  MDNode *disable = MDNode::get(context, MDString::get(context, "llvm.loop.unroll.disable"));
  loop.setLoopID(makePostTransformationMetadata(context, loop.getLoopID(), {}, {disable}));
  return true;
}

bool rewriteIntegerMaps(Function &function, FunctionAnalysisManager &analyses) {
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  if (loops.empty())
    return false;
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  bool changed = false;
  for (Loop *loop : loops)
    changed |= simplifyLoop(loop, &dominators, &loops, &scalarEvolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
  LoopAnalyses loopAnalyses{loops,
                            dominators,
                            scalarEvolution,
                            assumptions,
                            analyses.getResult<AAManager>(function),
                            analyses.getResult<LoopAccessAnalysis>(function),
                            remarks};
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (findOptionMDForLoop(loop, keptMark))
      loop->setLoopID(makePostTransformationMetadata(function.getContext(), loop->getLoopID(), {keptMark, "llvm.loop.unroll.disable"}, {}));
    if (isVectorizable(*loop, scalarEvolution, dominators))
      changed |= LoopMaps(*loop, loopAnalyses).rewrite();
  }
  return changed;
}

} // namespace nearnative
