// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-relaxed-guard: with +relaxed-simd, LLVM 22 selects relaxed instructions for exact operations; this pass leaves it no such operation.
//
// What. Three selections of LLVM 22 are wrong (each reproduced at run time):
//   - llvm.vector.partial.reduce.add over products of signed bytes becomes i32x4.relaxed_dot_i8x16_i7x16_add_s, which is exact only if the
//     second operand is in [0, 127]. The loop vectorizer makes such sums at width 16, which a pragma is enough to ask for.
//   - A select on a floating-point comparison of its own arms becomes relaxed_min or relaxed_max: another result for NaN and for zeros.
//   - llvm.maxnum, minnum, maximumnum and minimumnum of vectors become the same: NaN where the other operand must be returned.
// f32x4.relaxed_madd for llvm.fmuladd stays: there, the source allows both roundings. Intrinsics that name a relaxed instruction stay.
//
// Legality. Each rewrite has the same value as what it replaces, by the definition of both in the language reference:
//   - Sums of products: the sum of all lanes of the result is all that partial.reduce.add promises, integer additions wrap and may come in
//     any order. For operands that are extended bytes, or constants of 16 bits, i16 holds them exactly and i32x4.dot_i16x8_s adds pairs of
//     their exact products. Every other operand is cut into vectors of the result's length, which are added.
//   - Selects: llvm.wasm.bitselect(t, f, mask) with mask = sext(condition) takes each lane's bits from t or f. The condition is frozen: the
//     select's result is poison only in lanes of a poison condition, and any choice refines that. An arm that is poison in a lane not
//     taken makes no difference, because lanes do not mix: bitselect is lane by lane, arms are frozen.
//   - Minimum and maximum: one scalar operation per lane, as LLVM does without relaxed SIMD. wasm-minmax, which runs before, has a better
//     form for nearly all of them.
//
// Where. The last of our passes after the vectorizers, at every level but -O0, where LLVM optimizes nothing; in functions with
// +relaxed-simd only. Nothing after it makes new vector operations.
#include "WasmRelaxedGuard.h"

#include "WasmFunction.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/Local.h"

#include <numeric>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-relaxed-guard";

class Guard {
public:
  Guard(Function &function, OptimizationRemarkEmitter &remarks) : function(function), remarks(remarks) {}

  /// Returns whether anything changed.
  bool run() {
    SmallVector<Instruction *, 8> hazards;
    for (Instruction &instruction : instructions(function))
      if (isHazard(instruction))
        hazards.push_back(&instruction);
    if (hazards.empty() || !mayUseRelaxedSimd())
      return false;
    for (Instruction *hazard : hazards) {
      Value *exact = exactForm(*hazard);
      remarks.emit([&] {
        return OptimizationRemark(passName, "MadeExact", hazard)
               << hazard->getOpcodeName() << " kept from becoming a relaxed instruction that is not exact";
      });
      exact->takeName(hazard);
      hazard->replaceAllUsesWith(exact);
      replaced.push_back(hazard);
    }
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(replaced);
    return true;
  }

private:
  bool mayUseRelaxedSimd() const {
    return any_of(*function.getParent(), [](const Function &other) { return wasmFeatures(other).relaxedSimd; });
  }

  static bool isHazard(Instruction &instruction) {
    if (!isa<FixedVectorType>(instruction.getType()))
      return false;
    if (auto *select = dyn_cast<SelectInst>(&instruction))
      return isMinMaxSelect(*select);
    auto *call = dyn_cast<IntrinsicInst>(&instruction);
    switch (call ? call->getIntrinsicID() : Intrinsic::not_intrinsic) {
    case Intrinsic::vector_partial_reduce_add:
      return mayBecomeRelaxedDot(call->getArgOperand(1));
    case Intrinsic::maxnum:
    case Intrinsic::minnum:
    case Intrinsic::maximumnum:
    case Intrinsic::minimumnum:
      return true;
    default:
      return false;
    }
  }

  static Value *exactForm(Instruction &hazard) {
    IRBuilder<> builder(&hazard);
    if (auto *select = dyn_cast<SelectInst>(&hazard))
      return bitSelect(builder, *select);
    auto &call = cast<IntrinsicInst>(hazard);
    return call.getIntrinsicID() == Intrinsic::vector_partial_reduce_add ? sumOfProducts(builder, call) : perLane(builder, call);
  }

  static const Value *withoutCasts(const Value *value) {
    while (const auto *cast = dyn_cast<BitCastInst>(value))
      value = cast->getOperand(0);
    return value;
  }

  /// Whether `condition ? t : f` may be selected as minimum or maximum: the condition compares floats, and an arm is one of them.
  static bool isMinMaxSelect(SelectInst &select) {
    Value *condition = select.getCondition();
    for (Value *inner = nullptr; match(condition, m_Not(m_Value(inner))) || match(condition, m_Freeze(m_Value(inner)));)
      condition = inner;
    const auto *compare = dyn_cast<FCmpInst>(condition);
    if (!compare || !compare->getType()->isVectorTy())
      return false;
    for (const Value *arm : {select.getTrueValue(), select.getFalseValue()})
      for (const Value *operand : compare->operand_values())
        if (withoutCasts(arm) == withoutCasts(operand) && !match(arm, m_AnyZeroFP()))
          return true;
    return false;
  }

  static Value *bitSelect(IRBuilder<> &builder, SelectInst &select) {
    auto *type = cast<FixedVectorType>(select.getType());
    const unsigned bits = type->getScalarSizeInBits();
    // The intrinsic is for whole registers; others are legalized by halves and rests, which a mask expresses as well.
    Type *integers = FixedVectorType::get(builder.getIntNTy(bits), type->getNumElements());
    Value *mask = builder.CreateSExt(builder.CreateFreeze(select.getCondition()), integers);
    Value *t = builder.CreateBitCast(builder.CreateFreeze(select.getTrueValue()), integers);
    Value *f = builder.CreateBitCast(builder.CreateFreeze(select.getFalseValue()), integers);
    Value *result = nullptr;
    if (type->getPrimitiveSizeInBits() == registerBits)
      result = builder.CreateIntrinsic(Intrinsic::wasm_bitselect, {integers}, {t, f, mask});
    else
      result = builder.CreateOr(builder.CreateAnd(t, mask), builder.CreateAnd(f, builder.CreateNot(mask)));
    return builder.CreateBitCast(result, type);
  }

  static Value *perLane(IRBuilder<> &builder, IntrinsicInst &call) {
    auto *type = cast<FixedVectorType>(call.getType());
    builder.setFastMathFlags(call.getFastMathFlags());
    Value *result = PoisonValue::get(type);
    for (unsigned lane = 0; lane < type->getNumElements(); ++lane) {
      Value *a = builder.CreateExtractElement(call.getArgOperand(0), lane);
      Value *b = builder.CreateExtractElement(call.getArgOperand(1), lane);
      result = builder.CreateInsertElement(result, builder.CreateBinaryIntrinsic(call.getIntrinsicID(), a, b), lane);
    }
    return result;
  }

  static Value *slice(IRBuilder<> &builder, Value *value, unsigned first, unsigned count) {
    SmallVector<int, 16> mask(count);
    std::iota(mask.begin(), mask.end(), static_cast<int>(first));
    return builder.CreateShuffleVector(value, mask);
  }

  static bool isExtendedByte(const Value *value) {
    return isa<SExtInst, ZExtInst>(value) && cast<CastInst>(value)->getOperand(0)->getType()->getScalarType()->isIntegerTy(8);
  }

  /// `value` in signed elements of 16 bits if they hold it exactly; else null.
  static Value *as16(IRBuilder<> &builder, Value *value) {
    auto *type = FixedVectorType::get(builder.getInt16Ty(), cast<FixedVectorType>(value->getType())->getNumElements());
    if (isExtendedByte(value)) {
      auto *extension = cast<CastInst>(value);
      return builder.CreateCast(extension->getOpcode(), extension->getOperand(0), type);
    }
    const auto *constant = dyn_cast<Constant>(value);
    if (!constant)
      return nullptr;
    for (unsigned lane = 0; lane < type->getNumElements(); ++lane) {
      const auto *element = dyn_cast_or_null<ConstantInt>(constant->getAggregateElement(lane));
      if (!element || !element->getValue().isSignedIntN(16))
        return nullptr;
    }
    return builder.CreateTrunc(value, type); // folds to a constant
  }

  /// The factors of a product, in any of the forms that may become a sum of products.
  static bool matchProduct(Value *value, Value *&left, Value *&right) {
    // sext of a 16-bit product of bytes: the product of two signed bytes fits.
    Value *narrow = nullptr;
    if (match(value, m_SExt(m_Value(narrow))) && match(narrow, m_Mul(m_SExt(m_Value(left)), m_SExt(m_Value(right)))) &&
        narrow->getType()->getScalarType()->isIntegerTy(16) && left->getType()->getScalarType()->isIntegerTy(8) &&
        right->getType()->getScalarType()->isIntegerTy(8)) {
      auto *product = cast<Instruction>(narrow);
      left = product->getOperand(0);
      right = product->getOperand(1);
      return true;
    }
    return match(value, m_Mul(m_Value(left), m_Value(right)));
  }

  static Value *sumOfProducts(IRBuilder<> &builder, IntrinsicInst &call) {
    Value *result = call.getArgOperand(0);
    Value *input = call.getArgOperand(1);
    const unsigned length = cast<FixedVectorType>(result->getType())->getNumElements();
    const unsigned inputLength = cast<FixedVectorType>(input->getType())->getNumElements();
    Value *left = nullptr;
    Value *right = nullptr;
    if (result->getType()->getScalarType()->isIntegerTy(32) && length == 4 && inputLength % 8 == 0 && matchProduct(input, left, right)) {
      Value *left16 = as16(builder, left);
      Value *right16 = left16 ? as16(builder, right) : nullptr;
      if (right16) {
        for (unsigned first = 0; first < inputLength; first += 8)
          result =
              builder.CreateAdd(result, builder.CreateIntrinsic(Intrinsic::wasm_dot, {},
                                                                {slice(builder, left16, first, 8), slice(builder, right16, first, 8)}));
        return result;
      }
    }
    for (unsigned first = 0; first < inputLength; first += length)
      result = builder.CreateAdd(result, slice(builder, input, first, length));
    return result;
  }

  /// Sums of plain extended values have exact pairwise additions, and products of unsigned bytes no relaxed instruction.
  static bool mayBecomeRelaxedDot(Value *input) {
    return !isExtendedByte(input) && !match(input, m_Mul(m_ZExt(m_Value()), m_ZExt(m_Value()))) && containsSignedBytes(input);
  }

  /// Whether `value` is computed from sign-extended bytes, as far as the instruction selection may look.
  static bool containsSignedBytes(const Value *value, unsigned depth = 0) {
    const auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || !isa<CastInst, BinaryOperator, SelectInst, FreezeInst, ShuffleVectorInst>(instruction))
      return false;
    if (const auto *extension = dyn_cast<SExtInst>(instruction))
      if (extension->getOperand(0)->getType()->getScalarType()->isIntegerTy(8))
        return true;
    constexpr unsigned limit = 6;
    if (depth >= limit)
      return true;
    return any_of(instruction->operand_values(), [&](const Value *operand) { return containsSignedBytes(operand, depth + 1); });
  }

  Function &function;
  OptimizationRemarkEmitter &remarks;
  SmallVector<WeakTrackingVH, 8> replaced;
};

} // namespace

PreservedAnalyses WasmRelaxedGuardPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || !Guard(function, analyses.getResult<OptimizationRemarkEmitterAnalysis>(function)).run())
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

constinit const PassDescription wasmRelaxedGuard = {
    .name = passName,
    .add = [](FunctionPassManager &passes, const Options &) { passes.addPass(WasmRelaxedGuardPass()); },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &, OptimizationLevel) { passes.addPass(WasmRelaxedGuardPass()); },
};

} // namespace nearnative
