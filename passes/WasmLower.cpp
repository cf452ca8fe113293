// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-lower: vector operations in the forms that have Wasm instructions (gaps 3, 15, 19, two-step widening).
//
// What and legality (mode strict: the bits stay the same). x is a lane, sat8/sat16 saturate a signed value to a range of 8 or 16 bits,
// signed or unsigned.
//   Conversions to narrow integers. llvm.fptosi.sat to iN, N < 32, is fptosi.sat to i32 clamped to the range of iN, and so is fptoui.sat,
//         clamped to [0, 2^N - 1]: both saturate, both give 0 for NaN. Plain fptosi and fptoui to i8 and i16 are poison outside the range
//         of the result, which lies inside that of i32: fptosi to i32 and any truncation will do, and the saturating one is free.
//   Truncations to i8 and i16 of values that are known to fit the result (by range, known bits, nsw or nuw) equal their saturation, which
//   is
//         i16x8.narrow_i32x4 and i8x16.narrow_i16x8; LLVM 22 masks first, or shuffles. Saturation is monotone, so sat(smin(x, C)) =
//         smin(sat(x), sat(C)), likewise smax; on narrow lanes, and gone if sat(C) is the end of the range. umin and umax are smin and smax
//         for operands that are not negative. In two steps, satU8(x) = satU8(sat16(x)) and sat8(x) = sat8(sat16(x)), as the ranges nest.
//   Masks. A comparison of wide lanes extended to, or selecting, narrow lanes is all ones or zero per lane: narrow_s keeps that. The other
//         way round, sign extension does.
//   Widening from 8 to 32 bits in two steps, and [su]itofp of i8 and i16 by way of i32: every value fits, and is not negative if unsigned.
//   Sums. llvm.vector.reduce.add and partial.reduce.add of products of extended i8 or i16 (not u16) lanes: the order of i32 additions does
//   not matter modulo 2^32,
//         so pairs may be added first, by i32x4.dot_i16x8_s, whose sum of two products wraps alike. Sums of extended lanes: first pairwise.
//   Set bits of 16, 32 and 64-bit lanes: the sum of those of their bytes, at most 64, so nothing wraps.
//   Shuffles and reductions of i8 and i16: the lanes that nothing reads are chosen so that the mask is one that engines know.
//
// Where. What keeps LLVM from vectorizing (fptosi.sat to i8 is scalarised) right before the vectorizers, the rest right after: InstCombine
// and the vectorizers' prices would undo it.
#include "WasmLower.h"

#include "LaneMemory.h"
#include "LaneShuffles.h"
#include "StridedLoops.h"
#include "WasmFunction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-lower";

constexpr unsigned maxLanes = 64;

unsigned bitsOf(const Value *value) { return value->getType()->getScalarSizeInBits(); }

/// The number of lanes if `value` is a vector whose lanes can be cut into registers, else 0.
unsigned lanesOf(const Value *value) {
  const auto *type = dyn_cast<FixedVectorType>(value->getType());
  if (!type || type->getNumElements() > maxLanes || type->getNumElements() < 2 || !isPowerOf2_32(type->getNumElements()))
    return 0;
  return type->getNumElements();
}

bool isNarrow(unsigned bits) { return bits == 8 || bits == 16; }

class Rewriter {
public:
  Rewriter(Function &function, FunctionAnalysisManager &analyses, WasmLowerPass::When when)
      : function(function), remarks(analyses.getResult<OptimizationRemarkEmitterAnalysis>(function)),
        query(function.getDataLayout(), &analyses.getResult<TargetLibraryAnalysis>(function),
              &analyses.getResult<DominatorTreeAnalysis>(function), &analyses.getResult<AssumptionAnalysis>(function)),
        when(when) {}

  /// Returns whether anything changed.
  bool run() {
    SmallVector<WeakVH, 32> candidates; // a rewrite may delete what is yet to come
    for (Instruction &instruction : instructions(function))
      if (isa<CastInst, IntrinsicInst, SelectInst, ShuffleVectorInst>(instruction))
        candidates.push_back(&instruction);
    // Users first: what consumes an extension looks through it.
    for (const WeakVH &candidate : reverse(candidates))
      if (candidate)
        rewrite(cast<Instruction>(*candidate));
    return changed;
  }

private:
  void rewrite(Instruction &instruction) {
    if (auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
      switch (call->getIntrinsicID()) {
      case Intrinsic::fptosi_sat:
      case Intrinsic::fptoui_sat:
        rewriteSaturatingConversion(*call);
        return;
      case Intrinsic::ctpop:
        if (when == WasmLowerPass::When::afterVectorizer)
          rewriteBitCount(*call);
        return;
      case Intrinsic::vector_reduce_add:
        if (when == WasmLowerPass::When::afterVectorizer && !rewriteSum(*call))
          rewriteReduction(*call);
        return;
      case Intrinsic::vector_partial_reduce_add:
        if (when == WasmLowerPass::When::afterVectorizer)
          rewriteSum(*call);
        return;
      case Intrinsic::vector_reduce_and:
      case Intrinsic::vector_reduce_or:
      case Intrinsic::vector_reduce_xor:
      case Intrinsic::vector_reduce_smax:
      case Intrinsic::vector_reduce_smin:
      case Intrinsic::vector_reduce_umax:
      case Intrinsic::vector_reduce_umin:
        if (when == WasmLowerPass::When::afterVectorizer)
          rewriteReduction(*call);
        return;
      default:
        return;
      }
    }
    if (when == WasmLowerPass::When::beforeVectorizer || !lanesOf(&instruction))
      return;
    if (auto *select = dyn_cast<SelectInst>(&instruction)) {
      rewriteSelect(*select);
      return;
    }
    switch (instruction.getOpcode()) {
    case Instruction::ShuffleVector:
      rewriteShuffle(cast<ShuffleVectorInst>(instruction));
      return;
    case Instruction::Trunc:
      rewriteTruncation(cast<TruncInst>(instruction));
      return;
    case Instruction::ZExt:
    case Instruction::SExt:
      rewriteExtension(cast<CastInst>(instruction));
      return;
    case Instruction::FPToSI:
    case Instruction::FPToUI:
      rewriteConversionToInteger(cast<CastInst>(instruction));
      return;
    case Instruction::SIToFP:
    case Instruction::UIToFP:
      rewriteConversionToFloat(cast<CastInst>(instruction));
      return;
    default:
      return;
    }
  }

  void rewriteSaturatingConversion(IntrinsicInst &call) {
    const unsigned bits = bitsOf(&call);
    Value *source = call.getArgOperand(0);
    Type *scalar = source->getType()->getScalarType();
    if (bits >= 32 || (!scalar->isFloatTy() && !scalar->isDoubleTy()) || isa<ScalableVectorType>(call.getType()))
      return;
    const bool isUnsigned = call.getIntrinsicID() == Intrinsic::fptoui_sat;
    const bool isVector = call.getType()->isVectorTy();
    if (isVector && (when == WasmLowerPass::When::beforeVectorizer || !lanesOf(&call) || !isNarrow(bits)))
      return;
    IRBuilder<> builder(&call);
    Type *wide = call.getType()->getWithNewBitWidth(32);
    Value *integer = builder.CreateIntrinsic(Intrinsic::fptosi_sat, {wide, source->getType()}, {source});
    if (isVector) {
      done(call, narrowSaturating(builder, integer, bits, isUnsigned), "Converted", "saturating conversion by i32 and narrow");
      return;
    }
    const APInt low = isUnsigned ? APInt(32, 0) : APInt::getSignedMinValue(bits).sext(32);
    const APInt high = isUnsigned ? APInt::getMaxValue(bits).zext(32) : APInt::getSignedMaxValue(bits).sext(32);
    integer = builder.CreateBinaryIntrinsic(Intrinsic::smax, integer, ConstantInt::get(wide, low));
    integer = builder.CreateBinaryIntrinsic(Intrinsic::smin, integer, ConstantInt::get(wide, high));
    done(call, builder.CreateTrunc(integer, call.getType()), "Converted", "saturating conversion by i32 and clamp");
  }

  void rewriteConversionToInteger(CastInst &cast) {
    Type *scalar = cast.getSrcTy()->getScalarType();
    if (!isNarrow(bitsOf(&cast)) || (!scalar->isFloatTy() && !scalar->isDoubleTy()))
      return;
    IRBuilder<> builder(&cast);
    Value *integer = builder.CreateFPToSI(cast.getOperand(0), cast.getType()->getWithNewBitWidth(32));
    done(cast, narrowSaturating(builder, integer, bitsOf(&cast), isa<FPToUIInst>(cast)), "Converted", "conversion by i32 and narrow");
  }

  void rewriteConversionToFloat(CastInst &cast) {
    Value *source = cast.getOperand(0);
    if (!isNarrow(bitsOf(source)) || (!cast.getDestTy()->getScalarType()->isFloatTy() && !cast.getDestTy()->getScalarType()->isDoubleTy()))
      return;
    IRBuilder<> builder(&cast);
    Parts parts;
    for (Value *part : widen(builder, source, 32, isa<SIToFPInst>(cast)))
      parts.push_back(builder.CreateSIToFP(part, part->getType()->getWithNewType(cast.getDestTy()->getScalarType())));
    done(cast, join(builder, parts, lanesOf(&cast)), "Converted", "conversion of narrow integers by i32");
  }

  void rewriteExtension(CastInst &cast) {
    Value *source = cast.getOperand(0);
    const bool isSigned = isa<SExtInst>(cast);
    IRBuilder<> builder(&cast);
    if (bitsOf(source) == 1) {
      if (Value *mask = narrowMask(builder, *source, bitsOf(&cast)))
        done(cast, isSigned ? mask : builder.CreateAnd(mask, ConstantInt::get(mask->getType(), 1)), "Masks", "mask by narrow");
      return;
    }
    if (bitsOf(source) != 8 || bitsOf(&cast) != 32 || lanesOf(&cast) < 8 || isSummed(cast) ||
        any_of(cast.users(), [](const User *user) { return isSummed(*user); }))
      return;
    done(cast, join(builder, widen(builder, source, 32, isSigned), lanesOf(&cast)), "Widened", "extension in two steps");
  }

  /// Whether LLVM's own selection looks through the operands of `value`'s user.
  static bool isSummed(const Value &value) {
    return any_of(value.users(), [](const User *user) { return match(user, m_Intrinsic<Intrinsic::vector_partial_reduce_add>()); });
  }

  /// Whether every lane of `value` is in the range of `bits` bits.
  bool fits(const Value *value, unsigned bits, bool isUnsigned, const Instruction &at) const {
    const SimplifyQuery here = query.getWithInstruction(&at);
    const unsigned from = bitsOf(value);
    if (isUnsigned ? MaskedValueIsZero(value, APInt::getHighBitsSet(from, from - bits), here)
                   : ComputeNumSignBits(value, query.DL, query.AC, &at, query.DT) > from - bits)
      return true;
    const ConstantRange range = computeConstantRange(value, /*ForSigned=*/true, /*UseInstrInfo=*/true, query.AC, &at, query.DT);
    if (isUnsigned)
      return range.getSignedMin().isNonNegative() && range.getSignedMax().isIntN(bits);
    return range.getSignedMin().isSignedIntN(bits) && range.getSignedMax().isSignedIntN(bits);
  }

  static APInt saturate(const APInt &value, unsigned bits, bool isUnsigned) {
    return isUnsigned ? (value.isNegative() ? APInt(bits, 0) : value.truncUSat(bits)) : value.truncSSat(bits);
  }

  /// `value` saturated, with its clamps by constants done afterwards, if they are still needed.
  Value *saturated(IRBuilder<> &builder, Value *value, unsigned bits, bool isUnsigned, const Instruction &at) {
    const APInt *bound = nullptr;
    Value *inner = nullptr;
    auto isPositive = [&](Value *operand) { return isKnownNonNegative(operand, query.getWithInstruction(&at)); };
    bool isMin = false;
    if (match(value, m_SMin(m_Value(inner), m_APInt(bound))) ||
        (match(value, m_UMin(m_Value(inner), m_APInt(bound))) && bound->isNonNegative() && isPositive(inner)))
      isMin = true;
    else if (!match(value, m_SMax(m_Value(inner), m_APInt(bound))) &&
             !(match(value, m_UMax(m_Value(inner), m_APInt(bound))) && bound->isNonNegative() && isPositive(inner)))
      return narrowSaturating(builder, value, bits, isUnsigned);
    const APInt limit = saturate(*bound, bits, isUnsigned);
    Value *result = saturated(builder, inner, bits, isUnsigned, at);
    if (isUnsigned ? (isMin ? limit.isMaxValue() : limit.isMinValue()) : (isMin ? limit.isMaxSignedValue() : limit.isMinSignedValue()))
      return result;
    const Intrinsic::ID operation = isUnsigned ? (isMin ? Intrinsic::umin : Intrinsic::umax) : (isMin ? Intrinsic::smin : Intrinsic::smax);
    return builder.CreateBinaryIntrinsic(operation, result, ConstantInt::get(result->getType(), limit));
  }

  /// Whether the truncation of `value` is a rounding average, for which LLVM selects avgr_u.
  static bool isAverage(Value *value, unsigned bits) {
    Value *a = nullptr;
    Value *b = nullptr;
    const auto one = m_SpecificInt(1);
    const auto isNarrowUnsigned = [bits](Value *operand) {
      return match(operand, m_ZExt(m_Value())) && bitsOf(cast<CastInst>(operand)->getOperand(0)) == bits;
    };
    return (match(value, m_LShr(m_c_Add(m_c_Add(m_Value(a), one), m_Value(b)), one)) ||
            match(value, m_LShr(m_c_Add(m_Add(m_Value(a), m_Value(b)), one), one))) &&
           isNarrowUnsigned(a) && isNarrowUnsigned(b);
  }

  void rewriteTruncation(TruncInst &truncation) {
    Value *source = truncation.getOperand(0);
    const unsigned bits = bitsOf(&truncation);
    if (!isNarrow(bits) || (bitsOf(source) != 32 && bitsOf(source) != 16) || lanesOf(&truncation) < 4)
      return;
    if (isAverage(source, bits))
      return;
    const bool isSigned = truncation.hasNoSignedWrap() || fits(source, bits, false, truncation);
    if (!isSigned && !truncation.hasNoUnsignedWrap() && !fits(source, bits, true, truncation))
      return;
    IRBuilder<> builder(&truncation);
    done(truncation, saturated(builder, source, bits, !isSigned, truncation), "Narrowed", "truncation as saturation");
  }

  /// The width of the lanes that the comparisons under `mask` compare, 0 if they differ.
  static unsigned comparedBits(const Value &mask, unsigned depth = 0) {
    const auto *instruction = dyn_cast<Instruction>(&mask);
    if (const auto *comparison = dyn_cast_or_null<CmpInst>(instruction))
      return comparison->getOperand(0)->getType()->getScalarType()->isPointerTy() ? 0 : bitsOf(comparison->getOperand(0));
    if (!instruction || !instruction->isBitwiseLogicOp() || depth > 4)
      return 0;
    unsigned bits = 0;
    for (const Value *operand : instruction->operand_values()) {
      const unsigned of = isa<Constant>(operand) ? bits : comparedBits(*operand, depth + 1);
      if (bits && of != bits)
        return 0;
      bits = of;
    }
    return bits;
  }

  /// `mask`, from comparisons of wider lanes, as lanes of `bits` bits, all ones or zero; null if that is no gain.
  Value *narrowMask(IRBuilder<> &builder, Value &mask, unsigned bits) {
    const unsigned from = comparedBits(mask);
    if (!isNarrow(bits) || from <= bits || from > 32 || lanesOf(&mask) < 4)
      return nullptr;
    return narrowSaturating(builder, builder.CreateSExt(&mask, mask.getType()->getWithNewBitWidth(from)), bits, false);
  }

  void rewriteSelect(SelectInst &select) {
    Value *condition = select.getCondition();
    if (!condition->getType()->isVectorTy() || !select.getType()->getScalarType()->isIntegerTy())
      return;
    IRBuilder<> builder(&select);
    Value *mask = narrowMask(builder, *condition, bitsOf(&select));
    if (!mask)
      return;
    // A lane that is not selected may be poison, and must not make the other so.
    Value *yes = frozen(builder, select.getTrueValue());
    Value *no = frozen(builder, select.getFalseValue());
    Value *result = nullptr;
    if (match(no, m_Zero()))
      result = builder.CreateAnd(mask, yes);
    else if (match(yes, m_Zero()))
      result = builder.CreateAnd(builder.CreateNot(mask), no);
    else
      result = builder.CreateOr(builder.CreateAnd(mask, yes), builder.CreateAnd(builder.CreateNot(mask), no));
    done(select, result, "Masks", "select by a narrowed mask");
  }

  Value *frozen(IRBuilder<> &builder, Value *value) const {
    return isGuaranteedNotToBePoison(value, query.AC, nullptr, query.DT) ? value : builder.CreateFreeze(value);
  }

  /// What `value`, of 32-bit lanes, is the extension of, if that is i8 or i16.
  static Value *narrowSource(Value *value, bool &isSigned) {
    auto *extension = dyn_cast<CastInst>(value);
    if (!extension || !isa<ZExtInst, SExtInst>(extension) || !isNarrow(bitsOf(extension->getOperand(0))))
      return nullptr;
    isSigned = isa<SExtInst>(extension);
    return extension->getOperand(0);
  }

  bool rewriteSum(IntrinsicInst &sum) {
    const bool isPartial = sum.getIntrinsicID() == Intrinsic::vector_partial_reduce_add;
    Value *vector = sum.getArgOperand(isPartial ? 1 : 0);
    const unsigned lanes = lanesOf(vector);
    if (bitsOf(vector) != 32 || lanes < 8 || (isPartial && lanesOf(&sum) != 4))
      return false;
    IRBuilder<> builder(&sum);
    bool leftSigned = false;
    bool rightSigned = false;
    Value *a = nullptr;
    Value *b = nullptr;
    Parts parts;
    if (match(vector, m_OneUse(m_Mul(m_Value(a), m_Value(b))))) {
      a = narrowSource(a, leftSigned);
      b = narrowSource(b, rightSigned);
      if (!a || !b || (bitsOf(a) == 16 && !leftSigned) || (bitsOf(b) == 16 && !rightSigned))
        return false;
      const Parts left = registers16(builder, a, leftSigned);
      const Parts right = registers16(builder, b, rightSigned);
      for (auto [x, y] : zip_equal(left, right))
        parts.push_back(builder.CreateIntrinsic(Intrinsic::wasm_dot, {}, {x, y}));
    } else if (Value *source = vector->hasOneUse() ? narrowSource(vector, leftSigned) : nullptr) {
      const Intrinsic::ID pairwise = leftSigned ? Intrinsic::wasm_extadd_pairwise_signed : Intrinsic::wasm_extadd_pairwise_unsigned;
      if (lanes * bitsOf(source) < 128)
        return false;
      for (Value *part : split(builder, source, 128 / bitsOf(source))) {
        for (unsigned bits = bitsOf(source); bits < 32; bits *= 2)
          part = builder.CreateIntrinsic(pairwise, {FixedVectorType::get(builder.getIntNTy(2 * bits), 64 / bits)}, {part});
        parts.push_back(part);
      }
    } else {
      return false;
    }
    while (parts.size() > 1) {
      Parts pairs;
      for (unsigned i = 0; i + 1 < parts.size(); i += 2)
        pairs.push_back(builder.CreateAdd(parts[i], parts[i + 1]));
      parts = std::move(pairs);
    }
    done(sum, isPartial ? builder.CreateAdd(sum.getArgOperand(0), parts.front()) : builder.CreateAddReduce(parts.front()), "Summed",
         a ? "sum of products by dot" : "sum by pairs");
    return true;
  }

  /// LLVM counts the bits of lanes other than bytes one lane after the other.
  void rewriteBitCount(IntrinsicInst &count) {
    const unsigned bits = bitsOf(&count);
    const unsigned lanes = lanesOf(&count);
    if ((bits != 16 && bits != 32 && bits != 64) || lanes * bits < 128)
      return;
    IRBuilder<> builder(&count);
    Parts parts = split(builder, count.getArgOperand(0), 128 / bits);
    for (Value *&part : parts) {
      part = builder.CreateUnaryIntrinsic(Intrinsic::ctpop, builder.CreateBitCast(part, FixedVectorType::get(builder.getInt8Ty(), 16)));
      for (unsigned from = 8; from < std::min(bits, 32U); from *= 2)
        part = builder.CreateIntrinsic(Intrinsic::wasm_extadd_pairwise_unsigned,
                                       {FixedVectorType::get(builder.getIntNTy(2 * from), 64 / from)}, {part});
      if (bits == 64) {
        auto *type = FixedVectorType::get(builder.getInt64Ty(), 2);
        part = builder.CreateBitCast(part, type);
        part = builder.CreateAdd(builder.CreateLShr(part, 32), builder.CreateAnd(part, ConstantInt::get(type, UINT32_MAX)));
      }
    }
    done(count, join(builder, parts, lanes), "Counted", "set bits counted by bytes");
  }

  /// The reduction of i8 or i16 lanes by rotations: LLVM's shuffles, with unused lanes filled with 0, are none that engines know.
  void rewriteReduction(IntrinsicInst &reduction) {
    Value *vector = reduction.getArgOperand(0);
    const unsigned bits = bitsOf(vector);
    const unsigned lanes = lanesOf(vector);
    if (!isNarrow(bits) || lanes * bits < 128)
      return;
    IRBuilder<> builder(&reduction);
    const Intrinsic::ID id = reduction.getIntrinsicID();
    auto combine = [&](Value *x, Value *y) -> Value * {
      if (const unsigned opcode = getArithmeticReductionInstruction(id); opcode != Instruction::ICmp)
        return builder.CreateBinOp(static_cast<Instruction::BinaryOps>(opcode), x, y);
      return builder.CreateBinaryIntrinsic(getMinMaxReductionIntrinsicOp(id), x, y);
    };
    Value *result = nullptr;
    for (Value *part : split(builder, vector, 128 / bits))
      result = result ? combine(result, part) : part;
    for (unsigned distance = 8; distance >= bits / 8; distance /= 2) {
      SmallVector<int, 16> rotation;
      for (unsigned byte = 0; byte < 16; ++byte)
        rotation.push_back(static_cast<int>((byte + distance) % 16));
      result = combine(result, builder.CreateBitCast(shuffleBytes(builder, result, result, rotation), result->getType()));
    }
    done(reduction, builder.CreateExtractElement(result, uint64_t{0}), "Reduced", "reduction of narrow integers by rotations");
  }

  /// Unused lanes of a shuffle as its pattern has them.
  void rewriteShuffle(ShuffleVectorInst &shuffle) {
    const unsigned bits = bitsOf(&shuffle);
    const unsigned from = lanesOf(shuffle.getOperand(0));
    const unsigned lanes = lanesOf(&shuffle);
    if (!isNarrow(bits) || !from || from * bits > 128 || lanes * bits > 128 || lanes < 4)
      return;
    ArrayRef<int> mask = shuffle.getShuffleMask();
    // Parts of a register, copies of one lane and what extensions read have instructions of their own.
    const int first = *max_element(mask);
    int part = 0;
    if (first < 0 ||
        all_of(
            mask, [&](int lane) { return lane < 0 || lane == first; }) ||
        shuffle.isExtractSubvectorMask(part) || shuffle.isIdentityWithPadding() || shuffle.isConcat() ||
        any_of(shuffle.users(), [](const User *user) { return isa<ZExtInst, SExtInst, UIToFPInst, SIToFPInst>(user); }))
      return;
    SmallVector<int, 16> bytes(16, -1);
    unsigned unused = 16 - static_cast<unsigned>(mask.size()) * bits / 8;
    for (const auto &[index, lane] : enumerate(mask)) {
      unused += lane < 0;
      for (unsigned byte = 0; lane >= 0 && byte < bits / 8; ++byte)
        bytes[index * bits / 8 + byte] =
            static_cast<int>(static_cast<unsigned>(lane) % from * bits / 8 + byte + (static_cast<unsigned>(lane) < from ? 0 : 16));
    }
    if (unused == 0)
      return;
    const SmallVector<int, 16> whole = canonicalMask(bytes);
    if (whole.empty())
      return;
    IRBuilder<> builder(&shuffle);
    Value *a = split(builder, shuffle.getOperand(0), 128 / bits).front();
    Value *b = isa<UndefValue>(shuffle.getOperand(1)) ? a : split(builder, shuffle.getOperand(1), 128 / bits).front();
    Value *result = builder.CreateBitCast(shuffleBytes(builder, a, b, whole), FixedVectorType::get(builder.getIntNTy(bits), 128 / bits));
    done(shuffle, join(builder, {result}, lanes), "Shuffled", "shuffle with all lanes of its pattern");
  }

  /// i8 or i16 lanes as registers of i16.
  static Parts registers16(IRBuilder<> &builder, Value *vector, bool isSigned) {
    return bitsOf(vector) == 16 ? split(builder, vector, 8) : widen(builder, vector, 16, isSigned);
  }

  void done(Instruction &old, Value *replacement, StringRef remark, StringRef what) {
    remarks.emit([&] { return OptimizationRemark(passName, remark, &old) << what; });
    if (auto *instruction = dyn_cast<Instruction>(replacement); instruction && !instruction->hasName())
      instruction->takeName(&old);
    old.replaceAllUsesWith(replacement);
    RecursivelyDeleteTriviallyDeadInstructions(&old);
    changed = true;
  }

  Function &function;
  OptimizationRemarkEmitter &remarks;
  const SimplifyQuery query;
  const WasmLowerPass::When when;
  bool changed = false;
};

} // namespace

PreservedAnalyses WasmLowerPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function))
    return PreservedAnalyses::all();
  const bool larger = mayGrow && !function.hasOptSize();
  const bool simplified = larger && when == When::beforeVectorizer && shapeStridedLoops(function, analyses, passName);
  bool changed = simplified;
  if (larger && when == When::afterVectorizer)
    changed |= mergeLaneAccesses(function, analyses.getResult<AAManager>(function),
                                 analyses.getResult<OptimizationRemarkEmitterAnalysis>(function), passName);
  changed |= Rewriter(function, analyses, when).run();
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  if (!simplified)
    preserved.preserveSet<CFGAnalyses>();
  preserved.preserve<DominatorTreeAnalysis>();
  preserved.preserve<LoopAnalysis>();
  return preserved;
}

constinit const PassDescription wasmLower = {
    .name = passName,
    .add = [](FunctionPassManager &passes,
              const Options &options) { passes.addPass(WasmLowerPass(WasmLowerPass::When::afterVectorizer, !options.size)); },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          const bool mayGrow = level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0 && !options.size;
          passes.addPass(WasmLowerPass(WasmLowerPass::When::beforeVectorizer, mayGrow));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &options,
                          OptimizationLevel) { passes.addPass(WasmLowerPass(WasmLowerPass::When::afterVectorizer, !options.size)); },
};

} // namespace nearnative
