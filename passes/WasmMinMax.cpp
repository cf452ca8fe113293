// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-minmax: floating-point minimum and maximum without library calls, as f32x4/f64x2 pmin and pmax (gaps 4 and 5).
//
// What. LLVM 22 has no Wasm instruction for llvm.maxnum and llvm.minnum (what fmaxf and fminf become): it calls the C library, once per
// lane in vectors, and its cost model then keeps loops scalar. With nnan it emits f32x4.max, about eight x86 instructions where pmax is
// one.
//
// Legality (mode strict, the only one so far). The result has the bits of wasi-libc's fmaxf/fminf/fmax/fmin, which are what the -O0 module
// calls: a NaN operand is ignored, of two NaNs some NaN is returned, and -0 is less than +0. Two building blocks, with P and y chosen
// below:
//     pmax(P, y) = P < y ? y : P        pmin(P, y) = y < P ? y : P
// A comparison with NaN is false, so both return P when y is NaN; and when P and y compare equal. Hence for max(a, b):
//   NaN.   P = a if a cannot be NaN (or b, with the roles exchanged); otherwise P = (a is NaN ? b : a). Then P is NaN only if both are, and
//         pmax(P, y = b) ignores a NaN b. If a was NaN, P and y are the same value.
//   Ties. Equal operands differ in bits only as +0 and -0. P is then right if it is +0 (max; -0 for min) or if both are the same zero. So
//         nothing is left to do if P is never -0 or y is never +0 (min: P never +0 or y never -0), which every constant but one satisfies:
//         fmax(x, -0) and fmin(x, +0). Otherwise, for m = pmax(P, y):  max: m & (y | ~(m == y))   min: m | (y & (m == y))   on the bits. If
//         m == y (neither is NaN), either the bits are equal and nothing changes, or both are zeros: AND gives +0 unless both are -0, OR
//         gives -0 unless both are +0. If not, the mask keeps m.
// Scalars have no pmax and use (P < y ? y : P), or where ties matter f32.max on operands made free of NaN (f32.max orders zeros). Vector
// llvm.maximum/minimum (f32x4.max) are rewritten where y cannot be NaN unless P is; then both forms agree. Where neither can be NaN, ties
// are pmax(P, y) & pmax(y, P) (min: |): each order gives the zero of its first operand. Flags on the operation are used as granted by the
// program: nnan drops the NaN step, nsz the tie step. LLVM's library-call simplifier adds nsz on its own to fmaxf, so nsz counts only
// beside nnan or in a function built with -fno-signed-zeros.
//
// Selects. Vector selects that already have the shape of pmin or pmax become the intrinsic: same bits, one instruction, and safe from the
// instruction selection of +relaxed-simd, which turns the shape (not the intrinsic) into relaxed_max with another result for NaN and zeros.
// Selects on <= and >=, whose ties give the other operand, become a bitwise select unless their operands are never opposite zeros: LLVM 22
// selects pmin and pmax for them as well, and so returns the wrong zero. In x < lo ? lo : (x > hi ? hi : x) with constants lo < hi, x may
// be compared after the inner clamp as well as before it: if the clamp changes x, then to hi, and both are greater than lo.
//
// Reductions. m = max(m, x) in a loop must stay one order-insensitive operation for the loop vectorizer. If m starts as a number it stays
// one, and max(m, x) is maximum(m, x is NaN ? -infinity : x), exactly. Otherwise it stays llvm.maxnum: the vectorizer takes f32 in that
// form and leaves the loop at a NaN; as scalar code the call is as fast as what could be put in its place.
//
// Loops. Three parts have files of their own: StoreBranches.cpp, RunTimeBounds.cpp and MinMaxReductions.cpp, which run first, in this
// order, at -O2 and -O3.
//
// Where. Scalars right before the vectorizers, as compare and select, which they price as one operation. Vectors, and scalars left over,
// right after the vectorizers: nothing folds them back from there on. -Oz and `size` keep scalar calls, which are smaller.
#include "WasmMinMax.h"

#include "MinMaxReductions.h"
#include "RunTimeBounds.h"
#include "StoreBranches.h"
#include "WasmFunction.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/ConstantFold.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Support/KnownFPClass.h"
#include "llvm/Transforms/Utils/Local.h"

#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-minmax";

/// A minimum or maximum of two values.
struct MinMax {
  Instruction *instruction = nullptr;
  Value *a = nullptr;
  Value *b = nullptr;
  bool isMax = false;
  /// NaN if one operand is (llvm.maximum), instead of the other operand (llvm.maxnum).
  bool propagatesNaN = false;
};

bool isSupported(const Type *type) {
  return !isa<ScalableVectorType>(type) && (type->getScalarType()->isFloatTy() || type->getScalarType()->isDoubleTy());
}

std::optional<MinMax> matchLibraryCall(CallInst &call, const TargetLibraryInfo &library) {
  LibFunc function{};
  if (!library.getLibFunc(call, function) || !library.has(function))
    return std::nullopt;
  switch (function) {
  case LibFunc_fmaxf:
  case LibFunc_fmax:
    return MinMax{&call, call.getArgOperand(0), call.getArgOperand(1), true};
  case LibFunc_fminf:
  case LibFunc_fmin:
    return MinMax{&call, call.getArgOperand(0), call.getArgOperand(1), false};
  default:
    return std::nullopt;
  }
}

std::optional<MinMax> matchMinMax(Instruction &instruction, const TargetLibraryInfo &library) {
  auto *call = dyn_cast<CallInst>(&instruction);
  if (!call || !isSupported(call->getType()))
    return std::nullopt;
  switch (call->getIntrinsicID()) {
  case Intrinsic::not_intrinsic:
    return matchLibraryCall(*call, library);
  case Intrinsic::maxnum:
  case Intrinsic::maximumnum:
    return MinMax{call, call->getArgOperand(0), call->getArgOperand(1), true};
  case Intrinsic::minnum:
  case Intrinsic::minimumnum:
    return MinMax{call, call->getArgOperand(0), call->getArgOperand(1), false};
  case Intrinsic::maximum:
    return MinMax{call, call->getArgOperand(0), call->getArgOperand(1), true, true};
  case Intrinsic::minimum:
    return MinMax{call, call->getArgOperand(0), call->getArgOperand(1), false, true};
  default:
    return std::nullopt;
  }
}

/// m = phi; m = max(m, x1); m = max(m, x2); ...; back to phi.
struct Reduction {
  PHINode *phi;
  SmallVector<MinMax, 2> operations;
};

/// The only user of `value` in `loop`, else null.
Instruction *onlyUserIn(const Loop &loop, Value &value) {
  Instruction *only = nullptr;
  for (User *user : value.users()) {
    auto *instruction = cast<Instruction>(user);
    if (!loop.contains(instruction))
      continue;
    if (only && only != instruction)
      return nullptr;
    only = instruction;
  }
  return only;
}

/// The reduction in the innermost loop around `minMax` that it is part of, of operations that all ignore NaN and all are the same.
std::optional<Reduction> matchReduction(const MinMax &minMax, const LoopInfo &loops, const TargetLibraryInfo &library) {
  const Loop *loop = loops.getLoopFor(minMax.instruction->getParent());
  if (!loop || !loop->isInnermost() || !loop->getLoopLatch() || minMax.propagatesNaN)
    return std::nullopt;
  for (PHINode &phi : loop->getHeader()->phis()) {
    if (phi.getType() != minMax.instruction->getType())
      continue;
    Reduction reduction{&phi, {}};
    bool found = false;
    Instruction *current = onlyUserIn(*loop, phi);
    while (current && current != &phi) {
      std::optional<MinMax> operation = matchMinMax(*current, library);
      if (!operation || operation->isMax != minMax.isMax || operation->propagatesNaN)
        break;
      found |= current == minMax.instruction;
      reduction.operations.push_back(*operation);
      current = onlyUserIn(*loop, *current);
    }
    if (found && current == &phi)
      return reduction;
  }
  return std::nullopt;
}

class Rewriter {
public:
  Rewriter(Function &function, FunctionAnalysisManager &analyses, const Options &options, WasmMinMaxPass::When when)
      : function(function), library(analyses.getResult<TargetLibraryAnalysis>(function)), loops(analyses.getResult<LoopAnalysis>(function)),
        remarks(analyses.getResult<OptimizationRemarkEmitterAnalysis>(function)),
        query(function.getDataLayout(), &library, &analyses.getResult<DominatorTreeAnalysis>(function),
              &analyses.getResult<AssumptionAnalysis>(function)),
        keepCalls(options.size || function.hasMinSize()), when(when) {}

  /// Returns whether anything changed.
  bool run() {
    if (when == WasmMinMaxPass::When::afterVectorizer)
      expandReductions();
    SmallVector<WeakVH, 16> candidates; // a rewrite may delete what is yet to come
    for (Instruction &instruction : instructions(function))
      if (isa<CallInst, SelectInst>(instruction))
        candidates.push_back(&instruction);
    for (const WeakVH &candidate : candidates)
      if (candidate)
        rewrite(cast<Instruction>(*candidate));
    return changed;
  }

private:
  /// llvm.vector.reduce.fmax over a power of two of lanes as operations on rotated vectors, which rewrite() then handles. Minimum and
  /// maximum do not depend on the order.
  void expandReductions() {
    for (Instruction &instruction : make_early_inc_range(instructions(function))) {
      auto *reduce = dyn_cast<IntrinsicInst>(&instruction);
      if (!reduce ||
          (reduce->getIntrinsicID() != Intrinsic::vector_reduce_fmax && reduce->getIntrinsicID() != Intrinsic::vector_reduce_fmin))
        continue;
      auto *type = dyn_cast<FixedVectorType>(reduce->getArgOperand(0)->getType());
      if (!type || !isSupported(type) || !isPowerOf2_32(type->getNumElements()))
        continue;
      IRBuilder<> builder(reduce);
      builder.setFastMathFlags(reduce->getFastMathFlags());
      const bool isMax = reduce->getIntrinsicID() == Intrinsic::vector_reduce_fmax;
      Value *value = reduce->getArgOperand(0);
      const unsigned lanes = type->getNumElements();
      for (unsigned distance = lanes / 2; distance > 0; distance /= 2) {
        SmallVector<int, 16> mask;
        for (unsigned lane = 0; lane < lanes; ++lane)
          mask.push_back(static_cast<int>((lane + distance) % lanes));
        value =
            builder.CreateBinaryIntrinsic(isMax ? Intrinsic::maxnum : Intrinsic::minnum, value, builder.CreateShuffleVector(value, mask));
      }
      replace(*reduce, builder.CreateExtractElement(value, builder.getInt64(0)));
    }
  }

  void rewrite(Instruction &instruction) {
    if (auto *select = dyn_cast<SelectInst>(&instruction)) {
      if (when == WasmMinMaxPass::When::afterVectorizer)
        rewriteSelect(*select);
      return;
    }
    std::optional<MinMax> minMax = matchMinMax(instruction, library);
    if (!minMax)
      return;
    const bool isVector = instruction.getType()->isVectorTy();
    if (!isVector)
      if (std::optional<Reduction> reduction = matchReduction(*minMax, loops, library)) {
        if (!keepCalls)
          rewriteReduction(*reduction);
        return;
      }
    if (isVector && when == WasmMinMaxPass::When::beforeVectorizer)
      return;
    if (minMax->propagatesNaN) {
      if (isVector)
        rewriteNaNPropagating(*minMax);
    } else if (isVector || !keepCalls) {
      rewriteNaNIgnoring(*minMax);
    } else {
      missed(instruction, "CallKept", "is smaller as a call of the C library");
    }
  }

  bool grantsNoNaN(const Instruction &instruction) const { return isa<FPMathOperator>(instruction) && instruction.hasNoNaNs(); }

  bool grantsNoSignedZeros(const Instruction &instruction) const {
    return isa<FPMathOperator>(instruction) && instruction.hasNoSignedZeros() &&
           (instruction.hasNoNaNs() || function.getFnAttribute("no-signed-zeros-fp-math").getValueAsBool());
  }

  bool cannotBe(const Value *value, FPClassTest classes, const Instruction &at) const {
    return computeKnownFPClass(value, classes, query.getWithInstruction(&at)).isKnownNever(classes);
  }

  /// Whether pmin/pmax(p, y) is right when both are zeros: it returns p then.
  bool tieIsRight(const MinMax &minMax, const Value *p, const Value *y) const {
    return cannotBe(p, minMax.isMax ? fcNegZero : fcPosZero, *minMax.instruction) ||
           cannotBe(y, minMax.isMax ? fcPosZero : fcNegZero, *minMax.instruction);
  }

  void rewriteNaNIgnoring(const MinMax &minMax) {
    // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): set; the analyzer loses it in an optional
    Instruction &instruction = *minMax.instruction;
    const bool noNaN = grantsNoNaN(instruction);
    const bool noSignedZeros = grantsNoSignedZeros(instruction);
    Value *p = minMax.a;
    Value *y = minMax.b;
    const bool aIsNumber = noNaN || cannotBe(p, fcNan, instruction);
    const bool bIsNumber = noNaN || cannotBe(y, fcNan, instruction);
    bool pIsNumber = aIsNumber;
    bool yIsNumber = bIsNumber;
    // Exchange the operands if only b can serve as P; if b serves better for ties; or, all else equal, to keep a loop's chain through a phi
    // shorter by the NaN step.
    if ((!aIsNumber && bIsNumber) || (aIsNumber == bIsNumber && !noSignedZeros && !tieIsRight(minMax, p, y) && tieIsRight(minMax, y, p)) ||
        (!aIsNumber && !bIsNumber && isa<PHINode>(p))) {
      std::swap(p, y);
      std::swap(pIsNumber, yIsNumber);
    }
    const bool tieRight = noSignedZeros || tieIsRight(minMax, p, y);
    const bool isVector = instruction.getType()->isVectorTy();
    if (!isVector && !tieRight && function.hasOptSize()) {
      missed(instruction, "CallKept", "is smaller as a call of the C library");
      return;
    }

    IRBuilder<> builder(&instruction);
    p = frozen(builder, p);
    y = frozen(builder, y);
    if (!pIsNumber)
      p = builder.CreateSelect(builder.CreateFCmpORD(p, ConstantFP::getZero(p->getType())), p, y);
    Value *result = nullptr;
    if (isVector) {
      result = pseudo(builder, minMax.isMax, p, y);
      if (!tieRight)
        result = pIsNumber && yIsNumber ? bothOrders(builder, minMax.isMax, result, p, y) : orderZeros(builder, minMax.isMax, result, y);
    } else if (tieRight) {
      result = builder.CreateSelect(minMax.isMax ? builder.CreateFCmpOLT(p, y) : builder.CreateFCmpOLT(y, p), y, p);
    } else {
      if (!yIsNumber)
        y = builder.CreateSelect(builder.CreateFCmpORD(y, ConstantFP::getZero(y->getType())), y, p);
      FastMathFlags flags;
      flags.setNoNaNs(noNaN);
      builder.setFastMathFlags(flags);
      result = builder.CreateBinaryIntrinsic(minMax.isMax ? Intrinsic::maximum : Intrinsic::minimum, p, y);
    }
    passed(instruction, minMax.isMax);
    replace(instruction, result);
  }

  /// Whether no value that reaches `phi` from outside its loop, and so none of its minimum or maximum reduction, can be NaN.
  bool startsAsNumber(const PHINode &phi) const {
    const Loop *loop = loops.getLoopFor(phi.getParent());
    return all_of(phi.blocks(), [&](const BasicBlock *block) {
      return loop->contains(block) || cannotBe(phi.getIncomingValueForBlock(block), fcNan, *block->getTerminator());
    });
  }

  /// A scalar reduction that starts with a number, or need not mind NaN: m = maximum(m, x is a number ? x : -infinity).
  void rewriteReduction(const Reduction &reduction) {
    const bool noNaN = all_of(reduction.operations, [&](const MinMax &operation) { return grantsNoNaN(*operation.instruction); });
    if (!noNaN && !startsAsNumber(*reduction.phi)) {
      if (getBooleanLoopAttribute(loops.getLoopFor(reduction.phi->getParent()), "llvm.loop.isvectorized")) {
        // The vectorizer will not look at it. An operand may be the operation before it, which has just been replaced.
        for (const MinMax &operation : reduction.operations)
          rewriteNaNIgnoring(*matchMinMax(*operation.instruction, library));
        return;
      }
      missed(*reduction.operations.front().instruction, "StartMayBeNaN",
             "in a reduction is a call unless vectorized: its first value may be NaN");
      return;
    }
    Value *accumulator = reduction.phi;
    for (const MinMax &operation : reduction.operations) {
      Instruction &instruction = *operation.instruction;
      // Its operands, as the operations before it have been replaced.
      Value *x = instruction.getOperand(0) == accumulator ? instruction.getOperand(1) : instruction.getOperand(0);
      IRBuilder<> builder(&instruction);
      if (!noNaN && !cannotBe(x, fcNan, instruction)) {
        x = frozen(builder, x);
        x = builder.CreateSelect(builder.CreateFCmpORD(x, ConstantFP::getZero(x->getType())), x,
                                 ConstantFP::getInfinity(x->getType(), /*Negative=*/operation.isMax));
      }
      FastMathFlags flags;
      flags.setNoNaNs(noNaN);
      flags.setNoSignedZeros(grantsNoSignedZeros(instruction));
      builder.setFastMathFlags(flags);
      accumulator = builder.CreateBinaryIntrinsic(operation.isMax ? Intrinsic::maximum : Intrinsic::minimum, accumulator, x);
      passed(instruction, operation.isMax);
      replace(instruction, accumulator);
    }
  }

  /// An undef operand must have one value in all the places that now use it.
  Value *frozen(IRBuilder<> &builder, Value *value) const {
    return isGuaranteedNotToBeUndef(value, query.AC, nullptr, query.DT) ? value : builder.CreateFreeze(value);
  }

  /// `value` = (tested is a number ? ifNumber : ifNaN).
  struct NumberTest {
    Value *tested = nullptr;
    Value *ifNumber = nullptr;
    Value *ifNaN = nullptr;
  };
  static std::optional<NumberTest> matchNumberTest(Value *value) {
    NumberTest test;
    CmpPredicate predicate;
    if (!match(value, m_Select(m_FCmp(predicate, m_Value(test.tested), m_AnyZeroFP()), m_Value(test.ifNumber), m_Value(test.ifNaN))))
      return std::nullopt;
    if (predicate == FCmpInst::FCMP_UNO)
      std::swap(test.ifNumber, test.ifNaN);
    else if (predicate != FCmpInst::FCMP_ORD)
      return std::nullopt;
    return test;
  }

  /// If an operand of a minimum or maximum that propagates NaN is (y is a number ? y : p), p being the other operand: makes `p` and `y`
  /// these two and returns the instruction that has the value, else null. InstCombine also writes it as (y is a number ? maximum(p, y) :
  /// p).
  static Instruction *matchGuarded(Instruction &instruction, Value *&p, Value *&y) {
    if (instruction.hasOneUse()) {
      auto *user = cast<Instruction>(*instruction.user_begin());
      std::optional<NumberTest> test = matchNumberTest(user);
      if (test && test->ifNumber == &instruction && ((test->ifNaN == p && test->tested == y) || (test->ifNaN == y && test->tested == p))) {
        p = test->ifNaN;
        y = test->tested;
        return user;
      }
    }
    for (auto [guarded, other] : {std::pair(y, p), std::pair(p, y)}) {
      std::optional<NumberTest> test = matchNumberTest(guarded);
      if (test && test->ifNumber == test->tested && test->ifNaN == other) {
        p = other;
        y = test->tested;
        return &instruction;
      }
    }
    return nullptr;
  }

  void rewriteNaNPropagating(const MinMax &minMax) {
    Instruction *instruction = minMax.instruction;
    Value *p = minMax.a;
    Value *y = minMax.b;
    // Read before `instruction` may become the select around it.
    bool noNaN = grantsNoNaN(*instruction);
    const bool noSignedZeros = grantsNoSignedZeros(*instruction);
    if (Instruction *guarded = matchGuarded(*instruction, p, y)) {
      instruction = guarded;
      noNaN = false; // what was granted holds for the guarded y
    } else if (!noNaN && !cannotBe(y, fcNan, *instruction)) {
      if (!cannotBe(p, fcNan, *instruction)) {
        missed(*instruction, "MayBeNaN", "keeps the slow instruction: an operand may be NaN, and the result then must be");
        return;
      }
      std::swap(p, y);
    }
    const bool tieRight = noSignedZeros || tieIsRight(minMax, p, y);
    const bool bothNumbers =
        noNaN || (cannotBe(y, fcNan, *instruction) && (cannotBe(p, fcNan, *instruction) || isNumberByInduction(p, *minMax.instruction)));
    IRBuilder<> builder(instruction);
    p = frozen(builder, p);
    y = frozen(builder, y);
    Value *result = pseudo(builder, minMax.isMax, p, y);
    if (!tieRight)
      result = bothNumbers ? bothOrders(builder, minMax.isMax, result, p, y) : orderZeros(builder, minMax.isMax, result, y);
    passed(*instruction, minMax.isMax);
    replace(*instruction, result);
  }

  /// A vector select whose shape is that of pmin or pmax, or near enough for LLVM's instruction selection to take it for one.
  void rewriteSelect(SelectInst &select) {
    auto *compare = dyn_cast<FCmpInst>(select.getCondition());
    if (!compare || !select.getType()->isVectorTy() || !isSupported(select.getType()))
      return;
    Value *x = compare->getOperand(0);
    Value *y = compare->getOperand(1);
    Value *yes = select.getTrueValue();
    Value *no = select.getFalseValue();
    FCmpInst::Predicate predicate = compare->getPredicate();
    for (auto [bound, clamped] : {std::pair(yes, no), std::pair(no, yes)}) {
      if (y == bound && comparesAs(*bound, *x, *clamped))
        x = clamped;
      else if (x == bound && comparesAs(*bound, *y, *clamped))
        y = clamped;
    }
    if (FCmpInst::isUnordered(predicate)) {
      predicate = FCmpInst::getInversePredicate(predicate);
      std::swap(yes, no);
    }
    if (predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OGE) {
      predicate = FCmpInst::getSwappedPredicate(predicate);
      std::swap(x, y);
    }
    if (predicate != FCmpInst::FCMP_OLT && predicate != FCmpInst::FCMP_OLE)
      return;
    // Now: x < y ? yes : no, or x <= y ? yes : no. The second is the first but for a tie of zeros, where it has the other operand.
    const bool isMax = yes == y && no == x;
    if (!isMax && !(yes == x && no == y))
      return;
    IRBuilder<> builder(&select);
    Value *result = nullptr;
    if (predicate == FCmpInst::FCMP_OLT || grantsNoSignedZeros(select) || !mayBeOppositeZeros(x, y, select)) {
      result = pseudo(builder, isMax, no, yes);
      passed(select, isMax);
    } else {
      result = selectBits(builder, select);
    }
    replace(select, result);
  }

  /// Whether a comparison of `bound` with `x` has the same truth value with `clamped`: pmin(x, C) with C greater than `bound`, or pmax with
  /// a smaller C. If `clamped` is not x, then it is C, and C and x are on the same side of `bound`.
  static bool comparesAs(Value &bound, Value &x, Value &clamped) {
    auto *call = dyn_cast<IntrinsicInst>(&clamped);
    if (!call || (call->getIntrinsicID() != Intrinsic::wasm_pmin && call->getIntrinsicID() != Intrinsic::wasm_pmax) ||
        call->getArgOperand(0) != &x)
      return false;
    auto *low = dyn_cast<Constant>(&bound);
    auto *high = dyn_cast<Constant>(call->getArgOperand(1));
    if (call->getIntrinsicID() == Intrinsic::wasm_pmax)
      std::swap(low, high);
    return low && high &&
           ConstantFoldCompareInstruction(FCmpInst::FCMP_OLT, low, high) ==
               ConstantInt::getTrue(CmpInst::makeCmpResultType(low->getType()));
  }

  /// `select` bit by bit, which leaves instruction selection no choice.
  static Value *selectBits(IRBuilder<> &builder, SelectInst &select) {
    Value *yes = select.getTrueValue();
    Value *no = select.getFalseValue();
    return inPieces(builder, {yes, no, select.getCondition()}, [&](ArrayRef<Value *> piece) -> Value * {
      Type *bits = VectorType::getInteger(cast<VectorType>(piece[0]->getType()));
      Value *yesBits = builder.CreateBitCast(piece[0], bits);
      Value *noBits = builder.CreateBitCast(piece[1], bits);
      Value *mask = builder.CreateSExt(piece[2], bits);
      Value *chosen = nullptr;
      if (match(no, m_PosZeroFP()))
        chosen = builder.CreateAnd(yesBits, mask);
      else if (match(yes, m_PosZeroFP()))
        chosen = builder.CreateAnd(noBits, builder.CreateNot(mask));
      else
        chosen = builder.CreateIntrinsic(Intrinsic::wasm_bitselect, {bits}, {yesBits, noBits, mask});
      return builder.CreateBitCast(chosen, piece[0]->getType());
    });
  }

  bool mayBeOppositeZeros(const Value *x, const Value *y, const Instruction &at) const {
    return (!cannotBe(x, fcNegZero, at) && !cannotBe(y, fcPosZero, at)) || (!cannotBe(x, fcPosZero, at) && !cannotBe(y, fcNegZero, at));
  }

  /// pmax(p, y) or pmin(p, y).
  Value *pseudo(IRBuilder<> &builder, bool isMax, Value *p, Value *y) const {
    return inPieces(builder, {p, y}, [&](ArrayRef<Value *> piece) -> Value * {
      return builder.CreateIntrinsic(isMax ? Intrinsic::wasm_pmax : Intrinsic::wasm_pmin, {piece[0]->getType()}, piece);
    });
  }

  /// `operation` on vectors of any length, in pieces of 128 bits of the first operand. The Wasm intrinsics exist for that size only.
  static Value *inPieces(IRBuilder<> &builder, ArrayRef<Value *> operands, function_ref<Value *(ArrayRef<Value *>)> operation) {
    auto *type = cast<FixedVectorType>(operands.front()->getType());
    const unsigned lanes = 128 / type->getScalarSizeInBits();
    if (type->getNumElements() == lanes)
      return operation(operands);
    SmallVector<Value *, 8> results;
    for (unsigned first = 0; first < type->getNumElements(); first += lanes) {
      SmallVector<int, 4> mask;
      for (unsigned lane = first; lane < first + lanes; ++lane)
        mask.push_back(lane < type->getNumElements() ? static_cast<int>(lane) : PoisonMaskElem);
      SmallVector<Value *, 3> piece;
      for (Value *operand : operands)
        piece.push_back(builder.CreateShuffleVector(operand, mask));
      results.push_back(operation(piece));
    }
    Value *whole = concatenateVectors(builder, results);
    if (cast<FixedVectorType>(whole->getType())->getNumElements() == type->getNumElements())
      return whole;
    return builder.CreateShuffleVector(whole, createSequentialMask(0, type->getNumElements(), 0));
  }

  /// As orderZeros, where neither operand is NaN: both orders give the same bits but for zeros, of which each gives its first operand's.
  Value *bothOrders(IRBuilder<> &builder, bool isMax, Value *m, Value *p, Value *y) const {
    Type *bits = VectorType::getInteger(cast<VectorType>(m->getType()));
    Value *left = builder.CreateBitCast(m, bits);
    Value *right = builder.CreateBitCast(pseudo(builder, isMax, y, p), bits);
    return builder.CreateBitCast(isMax ? builder.CreateAnd(left, right) : builder.CreateOr(left, right), m->getType());
  }

  /// Whether `p` is a phi that only receives numbers and the result of `operation`, whose other operand is a number.
  bool isNumberByInduction(const Value *p, const Instruction &operation) const {
    const auto *phi = dyn_cast<PHINode>(p);
    return phi && all_of(phi->blocks(), [&](const BasicBlock *block) {
             const Value *incoming = phi->getIncomingValueForBlock(block);
             return incoming == &operation || cannotBe(incoming, fcNan, *block->getTerminator());
           });
  }

  /// `m` = pmin/pmax(p, y) with the zero that the order of zeros asks for.
  static Value *orderZeros(IRBuilder<> &builder, bool isMax, Value *m, Value *y) {
    Type *bits = VectorType::getInteger(cast<VectorType>(m->getType()));
    Value *yBits = builder.CreateBitCast(y, bits);
    Value *mBits = builder.CreateBitCast(m, bits);
    Value *result = nullptr;
    if (isMax)
      result = builder.CreateAnd(mBits, builder.CreateOr(yBits, builder.CreateSExt(builder.CreateFCmpUNE(m, y), bits)));
    else
      result = builder.CreateOr(mBits, builder.CreateAnd(yBits, builder.CreateSExt(builder.CreateFCmpOEQ(m, y), bits)));
    return builder.CreateBitCast(result, m->getType());
  }

  void replace(Instruction &old, Value *replacement) {
    if (auto *instruction = dyn_cast<Instruction>(replacement); instruction && !instruction->hasName())
      instruction->takeName(&old);
    old.replaceAllUsesWith(replacement);
    // A library call is not dead by itself, but this one has nothing left to do.
    SmallVector<WeakTrackingVH, 4> operands(old.operand_values());
    old.eraseFromParent();
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(operands, &library);
    changed = true;
  }

  void passed(const Instruction &instruction, bool isMax) {
    remarks.emit([&] {
      return OptimizationRemark(passName, "Rewritten", &instruction)
             << (isMax ? "maximum" : "minimum") << " without library call or slow instruction: "
             << (!instruction.getType()->isVectorTy() ? "compare and select"
                 : isMax                              ? "pmax"
                                                      : "pmin");
    });
  }

  void missed(const Instruction &instruction, StringRef remark, StringRef reason) {
    remarks.emit([&] { return OptimizationRemarkMissed(passName, remark, &instruction) << "minimum or maximum " << reason; });
  }

  Function &function;
  const TargetLibraryInfo &library;
  const LoopInfo &loops;
  OptimizationRemarkEmitter &remarks;
  const SimplifyQuery query;
  const bool keepCalls;
  const WasmMinMaxPass::When when;
  bool changed = false;
};

} // namespace

PreservedAnalyses WasmMinMaxPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || !Rewriter(function, analyses, options, when).run())
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

constinit const PassDescription wasmMinMax = {
    .name = passName,
    .add = [](FunctionPassManager &passes,
              const Options &options) { passes.addPass(WasmMinMaxPass(options, WasmMinMaxPass::When::afterVectorizer)); },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0 && !options.size) {
            passes.addPass(StoreBranchesPass());
            passes.addPass(RunTimeBoundsPass());
            passes.addPass(MinMaxReductionsPass());
          }
          passes.addPass(WasmMinMaxPass(options, WasmMinMaxPass::When::beforeVectorizer));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &options,
                          OptimizationLevel) { passes.addPass(WasmMinMaxPass(options, WasmMinMaxPass::When::afterVectorizer)); },
};

} // namespace nearnative
