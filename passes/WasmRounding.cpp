// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-rounding: round, lround and lrint without library calls, and fast conversion of values whose result is small (gaps 7 and 3).
//
// What. Wasm has an instruction for rint, nearbyint, roundeven, floor, ceil and trunc, but none for round, lround, llround, lrint and
// llrint: LLVM 22 calls the C library, once per lane. And the conversion to an integer is slow in vectors on every engine
// (i32x4.trunc_sat_f32x4_s is seven or more x86 instructions). Two rewrites:
//   1. Everywhere: the call becomes what the library computes, in instructions that exist as vectors.
//   2. In innermost loops, for f32, where only a small range of results matters (a requantization that clamps to int8): the conversion
//      becomes an addition, see below.
//
// Legality (mode strict). The results are those of wasi-libc, bit for bit, also where C leaves them unspecified: lrint and lround return
// the smallest integer for NaN and for what does not fit. Any NaN equals any NaN.
//   round(x) = trunc(x + copysign(h, x)), h = the largest number below 1/2. With u the last place of |x|: if u >= 1, x is an integer and
//     adding h < u/2 (or = u/2 less a little) rounds back to x. If u <= 1/2, let |x| = n + f. For f < 1/2, f <= 1/2 - u or, for |x| < 1/2,
//     |x| <= h: n + f + h < n + 1 - u/2, which rounds to less than n + 1 (for |x| <= h the sum is at most 2h, exact, below 1). For
//     f >= 1/2, n + f + h >= n + 1 - 2^-25 (f64: 2^-54), at most half of the last place below n + 1, and the tie goes to n + 1, which is
//     even. The sign of x is kept: of zeros, and of what becomes zero. All 2^32 floats were compared.
//   lrint(x): with r = rint(x), |r| < 2^31 ? (int)r : -2^31 is what the library does, here with a select: the conversion may be poison if
//   it
//     is not selected. The same with 2^63, and for lround with r = x + copysign(h, x), which has the same integral part as round(x), and
//     reaches 2^31 exactly if round(x) does.
//
// Small results. Let t be the rounded value, M = 1.5 * 2^23 - 2^8. For |t| <= 2^21 the sum t + M has a last place of 1, so it is exact for
// integers, and bits(t + M) - bits(M) is t. Adding x instead rounds it to the nearest integer, ties to even as M is even, as rint does. No
// fast-math flag stands on this addition. Where t is anything, bits(t + M) grows with t as long as t + M >= 0; and max(bits(t + M), bits(M)
// - 2^21) as signed integers saturates below, as the bits of negative numbers are negative. So the result r' is t for |t| <= 2^21, and
// otherwise at least 2^21 (at most 0x34400100) or -2^21. Where the library's result for NaN and t >= 2^31 must be kept, a constant K is
// added to the bits before the maximum, and subtracted after it: K = 2^31 - bits(2^31 + M) makes the bits of NaN and of all that is 2^31 or
// more negative, which the maximum then takes for small; the largest float below 2^31 has a smaller sum (with M = 1.5 * 2^23 it has not),
// so its bits stay positive; and the bits of negative numbers stay negative or become less than K, which is less than the other side of the
// maximum. A NaN is made 0 beforehand where the conversion saturates; all these are poison for fptosi. The rewrite is
// done if
//   - the operand is proved to lie in [-2^20, 2^20], by constants, clamps in floating point, or by the type of the result, where the result
//     is exact whoever uses it; or
//   - the operand is a clamp, with integral bounds in [-2^18, 2^18], of an integral t, or of t + z with an integral z in [-2^20, 2^20]:
//   then
//     bits(t + M) saturates as above, and z is added and the clamp done in integers. For |t| <= 2^21 all are exact; beyond, both sums are
//     on the same side of both bounds. NaN must be impossible if the clamp drops it or the conversion saturates (else it is poison); or
//   - the result is used only by a chain of additions of z (no signed wrap), |z| <= 2^18 each, at most two, and a minimum and a maximum
//   with
//     bounds in [-2^18, 2^18]: that function of t does not change beyond |t| = 2^21.
// z and bounds that are not constants must be loop-invariant: the loop is then guarded by a check of them, done once, with a copy of the
// loop in the old form behind it. If what is stored is narrower than the result and fits, the fit is written as a clamp, which wasm-lower
// turns into saturating narrow instructions.
//
// Where. Right before the vectorizers, which cannot take calls, but can take all of the above. Not where code size counts.
#include "WasmRounding.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-rounding";

/// 1.5 * 2^23 - 2^8 and its bits.
constexpr double magic = 12582656.0;
constexpr int32_t magicBits = 0x4B3FFF00;
/// What makes the bits of 2^31 + magic, and of all that is greater, negative.
constexpr int32_t overflow = 0x30FF4001;
/// See "Small results" above.
constexpr int32_t saturation = 1 << 21;
constexpr double operandLimit = 1 << 20;
constexpr int32_t integerLimit = 1 << 18;
constexpr unsigned integerLimitBits = 19; // as a signed number
constexpr unsigned maxAdditions = 2;

/// What must hold before a loop: a float or integer that does not vary in it lies within the limit of its type.
using Checks = SmallSetVector<Value *, 4>;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The values that a float may have.
struct Interval {
  double low = -infinity;
  double high = infinity;
  bool mayBeNaN = true;

  bool within(double limit) const { return low >= -limit && high <= limit; }
};

/// Bounds of floats, by looking at what computes them; conditions on the way to a value count, so that every form of a clamp is understood.
class Bounds {
public:
  explicit Bounds(const SimplifyQuery &query) : query(query) {}

  /// Takes values that do not vary in `loop` to be small where that helps, which is then noted in `checks`.
  Bounds(const SimplifyQuery &query, const Loop &loop, Checks &checks) : query(query), loop(&loop), checks(&checks) {}

  Interval of(Value *value) { return of(value, maxDepth); }

private:
  static constexpr unsigned maxDepth = 6;

  Interval of(Value *value, unsigned depth) {
    Interval interval = computed(value, depth);
    for (const auto &[known, fact] : facts)
      if (known == value) {
        interval.low = std::max(interval.low, fact.low);
        interval.high = std::min(interval.high, fact.high);
        interval.mayBeNaN &= fact.mayBeNaN;
      }
    return interval;
  }

  Interval computed(Value *value, unsigned depth) {
    const APFloat *number = nullptr;
    if (match(value, m_APFloat(number)))
      return number->isNaN() ? Interval{} : Interval{number->convertToDouble(), number->convertToDouble(), false};
    if (Value *splatted = getSplatValue(value); splatted && depth > 0)
      return of(splatted, depth - 1);
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || depth == 0)
      return {};
    auto operand = [&](unsigned index) { return of(instruction->getOperand(index), depth - 1); };
    switch (instruction->getOpcode()) {
    case Instruction::SIToFP: {
      const double limit = std::ldexp(1, static_cast<int>(ComputeMaxSignificantBits(instruction->getOperand(0), query.DL)) - 1);
      return {-limit, limit, false};
    }
    case Instruction::UIToFP:
      return {0, computeKnownBits(instruction->getOperand(0), query).getMaxValue().roundToDouble(), false};
    case Instruction::Freeze:
      return isGuaranteedNotToBeUndefOrPoison(instruction->getOperand(0)) ? operand(0) : Interval{};
    case Instruction::FNeg:
      return negated(operand(0));
    case Instruction::FAdd:
      return sum(operand(0), operand(1), 1);
    case Instruction::FSub:
      return sum(operand(0), operand(1), -1);
    case Instruction::FMul:
      return product(operand(0), operand(1));
    case Instruction::Select:
      return either(*instruction, depth - 1);
    case Instruction::Call:
      break;
    default:
      return {};
    }
    const auto *call = dyn_cast<IntrinsicInst>(instruction);
    if (!call)
      return {};
    switch (call->getIntrinsicID()) {
    case Intrinsic::fmuladd:
      return sum(product(operand(0), operand(1)), operand(2), 1);
    case Intrinsic::fabs: {
      const Interval x = operand(0);
      return {0, std::max(-x.low, x.high), x.mayBeNaN};
    }
    case Intrinsic::rint:
    case Intrinsic::nearbyint:
    case Intrinsic::roundeven:
    case Intrinsic::round:
    case Intrinsic::floor:
    case Intrinsic::ceil:
    case Intrinsic::trunc: {
      Interval x = operand(0);
      x.low = std::floor(x.low);
      x.high = std::ceil(x.high);
      return x;
    }
    case Intrinsic::maxnum:
    case Intrinsic::maximumnum:
    case Intrinsic::maximum:
    case Intrinsic::minnum:
    case Intrinsic::minimumnum:
    case Intrinsic::minimum:
      return minMax(*call, depth - 1);
    default:
      return {};
    }
  }

  /// As of(), for a value that bounds another.
  Interval bound(Value *value, unsigned depth) {
    const Interval interval = of(value, depth);
    if (!loop || (interval.within(operandLimit) && !interval.mayBeNaN))
      return interval;
    if (auto *freeze = dyn_cast<FreezeInst>(value))
      value = freeze->getOperand(0);
    if (!loop->isLoopInvariant(value) || isa<Constant>(value))
      return interval;
    checks->insert(value);
    return {-operandLimit, operandLimit, false};
  }

  /// Bounds of results of correctly rounded operations: a little wider than the exact ones.
  static Interval widened(double low, double high, bool mayBeNaN) {
    if (std::isnan(low) || std::isnan(high))
      return {};
    constexpr double share = 0x1p-22;
    return {low - (std::abs(low) * share), high + (std::abs(high) * share), mayBeNaN || std::isinf(low) || std::isinf(high)};
  }
  static Interval sum(const Interval &a, const Interval &b, double sign) {
    return widened(a.low + (sign > 0 ? b.low : -b.high), a.high + (sign > 0 ? b.high : -b.low), a.mayBeNaN || b.mayBeNaN);
  }
  static Interval product(const Interval &a, const Interval &b) {
    const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    if (!std::isfinite(a.low * b.low) || !std::isfinite(a.low * b.high) || !std::isfinite(a.high * b.low) ||
        !std::isfinite(a.high * b.high))
      return {};
    return widened(low, high, a.mayBeNaN || b.mayBeNaN);
  }

  static Interval negated(const Interval &x) { return {-x.high, -x.low, x.mayBeNaN}; }

  /// The larger of two values. Unless it `propagates` NaN, what may be NaN may leave the other one as it is, and bounds nothing.
  static Interval larger(const Interval &a, const Interval &b, bool propagates) {
    Interval result;
    if (propagates)
      result.low = std::max(a.low, b.low);
    else
      result.low = std::max({std::min(a.low, b.low), a.mayBeNaN ? -infinity : a.low, b.mayBeNaN ? -infinity : b.low});
    result.high = std::max(a.high, b.high);
    result.mayBeNaN = propagates ? a.mayBeNaN || b.mayBeNaN : a.mayBeNaN && b.mayBeNaN;
    return result;
  }

  Interval minMax(const IntrinsicInst &call, unsigned depth) {
    const Interval a = bound(call.getArgOperand(0), depth);
    const Interval b = bound(call.getArgOperand(1), depth);
    const Intrinsic::ID id = call.getIntrinsicID();
    const bool propagates = id == Intrinsic::maximum || id == Intrinsic::minimum;
    if (id == Intrinsic::maxnum || id == Intrinsic::maximumnum || id == Intrinsic::maximum)
      return larger(a, b, propagates);
    return negated(larger(negated(a), negated(b), propagates));
  }

  /// The union of both arms, each under the condition that selects it.
  Interval either(const Instruction &select, unsigned depth) {
    const auto *compare = dyn_cast<FCmpInst>(select.getOperand(0));
    auto arm = [&](unsigned index) {
      const size_t before = facts.size();
      if (compare)
        assume(index == 1 ? compare->getPredicate() : compare->getInversePredicate(), compare->getOperand(0), compare->getOperand(1),
               depth);
      const Interval interval = bound(select.getOperand(index), depth);
      facts.truncate(before);
      return interval;
    };
    const Interval yes = arm(1);
    const Interval no = arm(2);
    return {std::min(yes.low, no.low), std::max(yes.high, no.high), yes.mayBeNaN || no.mayBeNaN};
  }

  /// From now on, `predicate` holds for `left` and `right`.
  void assume(FCmpInst::Predicate predicate, Value *left, Value *right, unsigned depth) {
    for (const bool swapped : {false, true}) {
      Value *value = swapped ? right : left;
      const FCmpInst::Predicate relation = swapped ? FCmpInst::getSwappedPredicate(predicate) : predicate;
      if (isa<Constant>(value))
        continue;
      Interval fact;
      fact.mayBeNaN = FCmpInst::isUnordered(relation);
      const Interval limit = bound(swapped ? left : right, depth);
      if (fact.mayBeNaN && limit.mayBeNaN)
        continue;
      switch (relation) {
      case FCmpInst::FCMP_OLT:
      case FCmpInst::FCMP_OLE:
      case FCmpInst::FCMP_ULT:
      case FCmpInst::FCMP_ULE:
        fact.high = limit.high;
        break;
      case FCmpInst::FCMP_OGT:
      case FCmpInst::FCMP_OGE:
      case FCmpInst::FCMP_UGT:
      case FCmpInst::FCMP_UGE:
        fact.low = limit.low;
        break;
      case FCmpInst::FCMP_ORD:
        break;
      default:
        continue;
      }
      facts.push_back({value, fact});
    }
  }

  const SimplifyQuery &query;
  const Loop *loop = nullptr;
  Checks *checks = nullptr;
  SmallVector<std::pair<Value *, Interval>, 4> facts;
};

bool isRoundingToNearest(Intrinsic::ID id) { return id == Intrinsic::rint || id == Intrinsic::nearbyint || id == Intrinsic::roundeven; }

/// Whether `value` is an integer, an infinity or NaN.
bool isIntegral(const Value *value, unsigned depth = 6) {
  const APFloat *number = nullptr;
  if (match(value, m_APFloat(number)))
    return number->isInteger();
  if (const Value *splatted = getSplatValue(value); splatted && depth > 0)
    return isIntegral(splatted, depth - 1);
  const auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction || depth == 0)
    return false;
  auto operandIsIntegral = [&](unsigned index) { return isIntegral(instruction->getOperand(index), depth - 1); };
  switch (instruction->getOpcode()) {
  case Instruction::SIToFP:
  case Instruction::UIToFP:
    return true;
  case Instruction::FNeg:
    return operandIsIntegral(0);
  case Instruction::Freeze:
    return isGuaranteedNotToBeUndefOrPoison(instruction->getOperand(0)) && operandIsIntegral(0);
  case Instruction::FAdd: // what is too large to be exact is an integer anyway
  case Instruction::FSub:
  case Instruction::FMul:
    return operandIsIntegral(0) && operandIsIntegral(1);
  case Instruction::Select:
    return operandIsIntegral(1) && operandIsIntegral(2);
  case Instruction::Call:
    break;
  default:
    return false;
  }
  const auto *call = dyn_cast<IntrinsicInst>(instruction);
  if (!call)
    return false;
  switch (call->getIntrinsicID()) {
  case Intrinsic::rint:
  case Intrinsic::nearbyint:
  case Intrinsic::roundeven:
  case Intrinsic::round:
  case Intrinsic::floor:
  case Intrinsic::ceil:
  case Intrinsic::trunc:
    return true;
  case Intrinsic::fabs:
    return operandIsIntegral(0);
  case Intrinsic::maxnum:
  case Intrinsic::maximumnum:
  case Intrinsic::maximum:
  case Intrinsic::minnum:
  case Intrinsic::minimumnum:
  case Intrinsic::minimum:
    return operandIsIntegral(0) && operandIsIntegral(1);
  default:
    return false;
  }
}

/// lowest <= value <= highest, of the integral float `t` plus `offset`; NaN if t is NaN, unless `dropsNaN`.
struct ClampedSum {
  Value *t = nullptr;
  /// Null if there is none.
  Value *offset = nullptr;
  int32_t lowest = 0;
  int32_t highest = 0;
  bool dropsNaN = false;
};

/// A value computed by comparisons, selections, minima and maxima from constants and one other value, its leaf.
class Piecewise {
public:
  explicit Piecewise(Value *root) : root(root), isComplete(collect(root, maxDepth)) {}

  /// Null if `root` is something else.
  Value *leaf() const { return isComplete ? onlyLeaf : nullptr; }

  APFloat at(const APFloat &x) const { return evaluate(root, x); }

  /// Whether it is clamp(leaf, lowest, highest), both integers within the limit, for all that is not NaN. Between two constants all
  /// comparisons have one result, so that one number tells of all.
  bool isClamp(int32_t &lowest, int32_t &highest) const {
    const double low = at(APFloat(-infinity)).convertToDouble();
    const double high = at(APFloat(infinity)).convertToDouble();
    if (!(low <= high) || low < -integerLimit || high > integerLimit || low != std::floor(low) || high != std::floor(high))
      return false;
    SmallVector<double, 16> points(constants);
    llvm::sort(points);
    const size_t count = points.size();
    for (size_t i = 0; i + 1 < count; ++i)
      if (points[i] < points[i + 1])
        points.push_back(points[i] + ((points[i + 1] - points[i]) / 2));
    points.push_back(points.front() - 1);
    points.push_back(points[count - 1] + 1);
    lowest = static_cast<int32_t>(low);
    highest = static_cast<int32_t>(high);
    return all_of(points, [&](double x) { return at(APFloat(x)).convertToDouble() == std::clamp(x, low, high); });
  }

private:
  static constexpr unsigned maxDepth = 5;

  bool collect(Value *value, unsigned depth) {
    const APFloat *number = nullptr;
    if (match(value, m_APFloat(number))) {
      if (!number->isFinite() || std::abs(number->convertToDouble()) > 0x1p100)
        return false;
      constants.push_back(number->convertToDouble());
      return true;
    }
    if (auto *select = dyn_cast<SelectInst>(value); select && isa<FCmpInst>(select->getCondition())) {
      auto *compare = cast<FCmpInst>(select->getCondition());
      return depth > 0 &&
             all_of(ArrayRef<Value *>{compare->getOperand(0), compare->getOperand(1), select->getTrueValue(), select->getFalseValue()},
                    [&](Value *operand) { return collect(operand, depth - 1); });
    }
    if (auto *call = dyn_cast<IntrinsicInst>(value); call && isMinMax(call->getIntrinsicID()))
      return depth > 0 && collect(call->getArgOperand(0), depth - 1) && collect(call->getArgOperand(1), depth - 1);
    if (onlyLeaf && onlyLeaf != value)
      return false;
    onlyLeaf = value;
    return true;
  }

  static bool isMinMax(Intrinsic::ID id) {
    return id == Intrinsic::maxnum || id == Intrinsic::maximumnum || id == Intrinsic::maximum || id == Intrinsic::minnum ||
           id == Intrinsic::minimumnum || id == Intrinsic::minimum;
  }

  APFloat evaluate(Value *value, const APFloat &x) const {
    if (value == onlyLeaf)
      return x;
    const APFloat *number = nullptr;
    if (match(value, m_APFloat(number)))
      return APFloat(number->convertToDouble());
    if (auto *select = dyn_cast<SelectInst>(value)) {
      auto *compare = cast<FCmpInst>(select->getCondition());
      const bool holds =
          FCmpInst::compare(evaluate(compare->getOperand(0), x), evaluate(compare->getOperand(1), x), compare->getPredicate());
      return evaluate(holds ? select->getTrueValue() : select->getFalseValue(), x);
    }
    auto *call = cast<IntrinsicInst>(value);
    const APFloat a = evaluate(call->getArgOperand(0), x);
    const APFloat b = evaluate(call->getArgOperand(1), x);
    switch (call->getIntrinsicID()) {
    case Intrinsic::maximum:
      return llvm::maximum(a, b);
    case Intrinsic::minimum:
      return llvm::minimum(a, b);
    case Intrinsic::maxnum:
    case Intrinsic::maximumnum:
      return maximumnum(a, b);
    default:
      return minimumnum(a, b);
    }
  }

  Value *root;
  Value *onlyLeaf = nullptr;
  SmallVector<double, 16> constants;
  bool isComplete;
};

/// `x` as a clamp of an integral value to which something integral may be added, which `isSmall` tells to lie within the limit.
std::optional<ClampedSum> matchClampedSum(Value *x, function_ref<bool(Value *)> isSmall) {
  const Piecewise pieces(x);
  Value *leaf = pieces.leaf();
  ClampedSum sum;
  if (!leaf || leaf == x || !pieces.isClamp(sum.lowest, sum.highest))
    return std::nullopt;
  sum.dropsNaN = !pieces.at(APFloat::getNaN(APFloat::IEEEdouble())).isNaN();
  sum.t = leaf;
  Value *a = nullptr;
  Value *b = nullptr;
  if (match(leaf, m_FAdd(m_Value(a), m_Value(b)))) {
    if (!isIntegral(a) || !isIntegral(b))
      return std::nullopt;
    if (isSmall(a))
      std::swap(a, b);
    if (!isSmall(b))
      return std::nullopt;
    sum.t = a;
    sum.offset = b;
  }
  if (!isIntegral(sum.t))
    return std::nullopt;
  return sum;
}

/// A conversion of floats to integers.
struct Conversion {
  Instruction *instruction = nullptr;
  Value *x = nullptr;
  /// To the nearest integer, as part of the conversion, instead of toward zero.
  bool toNearest = false;
  bool isUnsigned = false;
  /// NaN gives 0 and what does not fit saturates; else they give poison.
  bool saturates = false;
};

std::optional<Conversion> matchConversion(Instruction &instruction) {
  if (!isa<FPToSIInst, FPToUIInst, IntrinsicInst>(instruction) || instruction.getNumOperands() == 0 ||
      !instruction.getOperand(0)->getType()->getScalarType()->isFloatTy())
    return std::nullopt;
  Conversion conversion;
  conversion.instruction = &instruction;
  conversion.x = instruction.getOperand(0);
  if (const auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
    if (call->getIntrinsicID() != Intrinsic::fptosi_sat && call->getIntrinsicID() != Intrinsic::fptoui_sat)
      return std::nullopt;
    conversion.isUnsigned = call->getIntrinsicID() == Intrinsic::fptoui_sat;
    conversion.saturates = true;
  } else {
    conversion.isUnsigned = isa<FPToUIInst>(instruction);
  }
  const unsigned bits = instruction.getType()->getScalarSizeInBits();
  if (bits != 32 && bits != 16 && bits != 8)
    return std::nullopt;
  if (const auto *call = dyn_cast<IntrinsicInst>(conversion.x); call && isRoundingToNearest(call->getIntrinsicID())) {
    conversion.toNearest = true;
    conversion.x = call->getArgOperand(0);
  }
  return conversion;
}

class Rewriter {
public:
  Rewriter(Function &function, FunctionAnalysisManager &analyses, Engine engine)
      : function(function), dominators(analyses.getResult<DominatorTreeAnalysis>(function)),
        loops(analyses.getResult<LoopAnalysis>(function)), assumptions(analyses.getResult<AssumptionAnalysis>(function)),
        remarks(analyses.getResult<OptimizationRemarkEmitterAnalysis>(function)),
        query(function.getDataLayout(), nullptr, &dominators, &assumptions), engine(engine) {}

  /// Before the vectorizers: checks in front of loops what convertVectors() will have to know.
  void guardLoops() {
    SmallVector<Loop *, 8> innermost;
    for (Loop *loop : loops.getLoopsInPreorder())
      if (loop->isInnermost() && loop->getNumBlocks() == 1 && !hasLoopHints(*loop))
        innermost.push_back(loop);
    for (Loop *loop : innermost) {
      Checks checks;
      for (Instruction &instruction : *loop->getHeader())
        findChecks(instruction, *loop, checks);
      if (!checks.empty())
        guard(*loop, checks);
    }
  }

  /// After the vectorizers.
  void convertVectors() {
    SmallVector<WeakVH, 16> candidates; // a rewrite may delete what is yet to come
    for (Instruction &instruction : instructions(function))
      if (isa<FixedVectorType>(instruction.getType()) && matchConversion(instruction))
        candidates.push_back(&instruction);
    for (const WeakVH &candidate : candidates)
      if (candidate)
        convert(*matchConversion(cast<Instruction>(*candidate)));
  }

  void expandCalls() {
    for (Instruction &instruction : make_early_inc_range(instructions(function)))
      if (auto *call = dyn_cast<IntrinsicInst>(&instruction))
        expand(*call);
  }

  bool changed = false;
  bool changedControlFlow = false;

private:
  static bool isFloat(const Type *type) { return type->isFloatTy() || type->isDoubleTy(); }

  /// x + copysign(h, x), h the largest number below 1/2: has the integral part of round(x).
  static Value *movedAway(IRBuilder<> &builder, Value *x) {
    APFloat half(x->getType()->getScalarType()->getFltSemantics(), "0.5");
    half.next(/*nextDown=*/true);
    Value *part = builder.CreateBinaryIntrinsic(Intrinsic::copysign, ConstantFP::get(x->getType(), half), x);
    return builder.CreateFAdd(x, part);
  }

  /// A call that the library would get, in instructions.
  void expand(IntrinsicInst &call) {
    const Intrinsic::ID id = call.getIntrinsicID();
    // V8 calls the library faster than it converts to 64 bits with saturation, of which there is no vector form.
    const bool nearest = id == Intrinsic::lrint || (id == Intrinsic::llrint && engine == Engine::wasmtime);
    if ((id != Intrinsic::round && id != Intrinsic::lround && id != Intrinsic::llround && !nearest) ||
        isa<ScalableVectorType>(call.getType()))
      return;
    Value *x = call.getArgOperand(0);
    if (!isFloat(x->getType()->getScalarType()))
      return;
    IRBuilder<> builder(&call);
    if (id == Intrinsic::round) {
      Value *moved = movedAway(builder, x);
      // The conversion to an integer drops the fraction.
      for (Use &use : make_early_inc_range(call.uses()))
        if (isa<FPToSIInst, FPToUIInst>(use.getUser()))
          use.set(moved);
      replace(call, call.use_empty() ? moved : builder.CreateUnaryIntrinsic(Intrinsic::trunc, moved));
    } else {
      const unsigned bits = call.getType()->getScalarSizeInBits();
      if (bits != 32 && bits != 64)
        return;
      Value *rounded = nearest ? builder.CreateUnaryIntrinsic(Intrinsic::rint, x) : movedAway(builder, x);
      Value *converted = builder.CreateFPToSI(rounded, call.getType());
      // Above 2^23, floats are integers: x fits if its rounded value does.
      Value *tested = nearest && x->getType()->getScalarType()->isFloatTy() ? x : rounded;
      Value *fits = builder.CreateFCmpOLT(builder.CreateUnaryIntrinsic(Intrinsic::fabs, tested),
                                          ConstantFP::get(x->getType(), std::ldexp(1.0, static_cast<int>(bits) - 1)));
      replace(call, builder.CreateSelect(fits, converted, ConstantInt::get(call.getType(), APInt::getSignedMinValue(bits))));
    }
    remarks.emit([&] { return OptimizationRemark(passName, "Expanded", &call) << "rounding without a library call"; });
    erase(call);
  }

  /// Adds what must be known before `loop` so that only small results of `instruction`, a conversion, matter.
  void findChecks(Instruction &instruction, const Loop &loop, Checks &checks) const {
    Value *x = nullptr;
    bool isUnsigned = false;
    if (const auto *call = dyn_cast<IntrinsicInst>(&instruction);
        call && (call->getIntrinsicID() == Intrinsic::lrint || call->getIntrinsicID() == Intrinsic::lround)) {
      x = call->getArgOperand(0);
    } else if (const std::optional<Conversion> conversion = matchConversion(instruction)) {
      x = conversion->x;
      isUnsigned = conversion->isUnsigned;
    }
    if (!x || !x->getType()->isFloatTy())
      return;
    auto isInvariant = [&](Value *value) { return loop.isLoopInvariant(value); };
    if (const std::optional<ClampedSum> sum = matchClampedSum(x, isInvariant)) {
      const bool isRefused = sum->dropsNaN && Bounds(query).of(sum->t).mayBeNaN;
      if (sum->offset && !isSmallFloat(sum->offset) && !isRefused)
        checks.insert(sum->offset);
      return;
    }
    if (!instruction.getType()->isIntegerTy(32) || Bounds(query).of(x).within(operandLimit))
      return;
    Checks found;
    if (!usersSaturate(instruction, isUnsigned, &loop, found)) {
      found.clear();
      if (!Bounds(query, loop, found).of(x).within(operandLimit))
        return;
    }
    checks.insert_range(found);
  }

  /// Whether `value` is used by a few additions and a clamp only, that do not tell large numbers apart. Fills `checks` if `loop` is not
  /// null.
  bool usersSaturate(const Instruction &conversion, bool isUnsigned, const Loop *loop, Checks &checks) const {
    bool hasLow = isUnsigned;
    bool hasHigh = false;
    bool isNonNegative = isUnsigned;
    unsigned additions = 0;
    const Value *value = &conversion;
    while (!hasLow || !hasHigh) {
      if (!value->hasOneUse())
        return false;
      auto *user = cast<Instruction>(value->user_back());
      Value *other = nullptr;
      if (match(user, m_NSWAdd(m_Specific(value), m_Value(other))) || match(user, m_NSWAdd(m_Value(other), m_Specific(value))) ||
          match(user, m_NSWSub(m_Specific(value), m_Value(other)))) {
        if (++additions > maxAdditions || isUnsigned)
          return false;
        isNonNegative = false;
      } else if (!isUnsigned && match(user, m_c_SMax(m_Specific(value), m_Value(other)))) {
        hasLow = true;
        isNonNegative |= isKnownNonNegative(other, query);
      } else if (!isUnsigned && match(user, m_c_SMin(m_Specific(value), m_Value(other)))) {
        hasHigh = true;
        isNonNegative &= isKnownNonNegative(other, query);
      } else if (match(user, m_c_UMin(m_Specific(value), m_Value(other)))) {
        if (!isNonNegative || !isKnownNonNegative(other, query))
          return false;
        hasHigh = true;
      } else {
        return false;
      }
      Value *splatted = getSplatValue(other);
      if (ComputeMaxSignificantBits(splatted ? splatted : other, query.DL) > integerLimitBits) {
        if (!loop || !loop->isLoopInvariant(other) || isa<Constant>(other))
          return false;
        checks.insert(other);
      }
      value = user;
    }
    return true;
  }

  /// Runs `loop` only if the values in `checks` are small, and a copy of it otherwise.
  void guard(Loop &loop, const Checks &checks) {
    changed = changedControlFlow = true;
    simplifyLoop(&loop, &dominators, &loops, nullptr, &assumptions, nullptr, /*PreserveLCSSA=*/false);
    BasicBlock *preheader = loop.getLoopPreheader();
    BasicBlock *exit = loop.getExitBlock();
    if (!preheader || !exit || !loop.hasDedicatedExits())
      return;
    formLCSSARecursively(loop, dominators, &loops, nullptr);
    BasicBlock *entry = SplitBlock(preheader, preheader->getTerminator(), &dominators, &loops, nullptr, preheader->getName() + ".rounding");
    ValueToValueMapTy map;
    SmallVector<BasicBlock *, 8> blocks;
    Loop *copy = cloneLoopWithPreheader(entry, preheader, &loop, map, ".rounding", &loops, &dominators, blocks);
    remapInstructionsInBlocks(blocks, map);
    for (PHINode &phi : exit->phis()) {
      Value *value = phi.getIncomingValueForBlock(loop.getExitingBlock());
      Value *mapped = map.lookup(value);
      phi.addIncoming(mapped ? mapped : value, copy->getExitingBlock());
    }
    Instruction *terminator = preheader->getTerminator();
    IRBuilder<> builder(terminator);
    Value *holds = nullptr;
    for (Value *value : checks) {
      Value *frozen = builder.CreateFreeze(value);
      Value *check = isSmallNumber(builder, frozen);
      holds = holds ? builder.CreateAnd(holds, check) : check;
      // The same value, in a form that shows its bounds when the check is no longer in sight.
      IRBuilder<> inside(entry->getTerminator());
      Value *bounded = limited(inside, frozen);
      value->replaceUsesWithIf(bounded, [&](const Use &use) { return loop.contains(cast<Instruction>(use.getUser())); });
    }
    builder.CreateCondBr(holds, entry, copy->getLoopPreheader());
    terminator->eraseFromParent();
    dominators.changeImmediateDominator(exit, preheader);
    addStringMetadataToLoop(copy, "llvm.loop.vectorize.enable", 0);
    addStringMetadataToLoop(copy, "llvm.loop.unroll.disable");
  }

  static Value *limited(IRBuilder<> &builder, Value *value) {
    Type *type = value->getType();
    if (type->isFloatTy()) {
      for (const bool isMax : {true, false}) {
        Value *limit = ConstantFP::get(type, isMax ? -operandLimit : operandLimit);
        value = builder.CreateSelect(isMax ? builder.CreateFCmpOLT(limit, value) : builder.CreateFCmpOLT(value, limit), value, limit);
      }
      return value;
    }
    value = builder.CreateBinaryIntrinsic(Intrinsic::smax, value, ConstantInt::getSigned(type, -integerLimit));
    return builder.CreateBinaryIntrinsic(Intrinsic::smin, value, ConstantInt::getSigned(type, integerLimit - 1));
  }

  static Value *isSmallNumber(IRBuilder<> &builder, Value *value) {
    if (value->getType()->isFloatTy())
      return builder.CreateFCmpOLE(builder.CreateUnaryIntrinsic(Intrinsic::fabs, value), ConstantFP::get(value->getType(), operandLimit));
    auto constant = [&](uint64_t number) { return ConstantInt::get(value->getType(), number); };
    return builder.CreateICmpULT(builder.CreateAdd(value, constant(integerLimit)), constant(2 * uint64_t{integerLimit}));
  }

  /// (|x| < 2^31 ? value : something), as expand() makes it of lrint and lround.
  static SelectInst *librarySelect(Value *value, const Value *x) {
    if (!value->hasOneUse())
      return nullptr;
    auto *select = dyn_cast<SelectInst>(value->user_back());
    const APFloat *limit = nullptr;
    if (!select || select->getTrueValue() != value ||
        !match(select->getCondition(), m_SpecificFCmp(FCmpInst::FCMP_OLT, m_FAbs(m_Specific(x)), m_APFloat(limit))) ||
        limit->convertToDouble() != 0x1p31)
      return nullptr;
    return select;
  }

  /// Whether the result for NaN is dropped later, by a select on the operand `x`.
  static bool isNaNDropped(Value *value, const Value *x) {
    for (unsigned steps = 0; steps < 2 * maxAdditions + 4 && value->hasOneUse(); ++steps) {
      if (librarySelect(value, x))
        return true;
      auto *user = cast<Instruction>(value->user_back());
      if (!isa<BinaryOperator, CastInst, MinMaxIntrinsic>(user))
        return false;
      value = user;
    }
    return false;
  }

  bool isSmallFloat(Value *value) const {
    const Interval interval = Bounds(query).of(value);
    return interval.within(operandLimit) && !interval.mayBeNaN;
  }

  /// `splat`, made before the outermost loop around `user` where nothing folds it back: V8 makes a v128.const anew in every iteration.
  Value *inRegister(Instruction &user, Constant *splat) {
    auto *type = cast<FixedVectorType>(splat->getType());
    const unsigned lanes = 128 / type->getScalarSizeInBits();
    const Loop *loop = loops.getLoopFor(user.getParent());
    BasicBlock *preheader = loop ? loop->getOutermostLoop()->getLoopPreheader() : nullptr;
    if (!preheader || type->getNumElements() % lanes != 0)
      return splat;
    Value *&vector = registers[{preheader, splat}];
    if (!vector) {
      auto *vectorType = FixedVectorType::get(type->getElementType(), lanes);
      auto *identity = InlineAsm::get(FunctionType::get(vectorType, vectorType, false), "", "=r,0", /*hasSideEffects=*/false);
      Constant *one = ConstantVector::getSplat(ElementCount::getFixed(lanes), splat->getSplatValue());
      vector = IRBuilder<>(preheader->getTerminator()).CreateCall(identity, one);
    }
    if (type->getNumElements() == lanes)
      return vector;
    SmallVector<int, 16> mask;
    for (unsigned lane = 0; lane < type->getNumElements(); ++lane)
      mask.push_back(static_cast<int>(lane % lanes));
    return IRBuilder<>(&user).CreateShuffleVector(vector, mask);
  }

  /// A conversion of a clamped sum: adds and clamps integers.
  bool convertClampedSum(const Conversion &conversion) {
    if (conversion.toNearest) // NOLINT(clang-analyzer-core.uninitialized.Branch): set; the analyzer loses it in an optional
      return false;
    const std::optional<ClampedSum> sum = matchClampedSum(conversion.x, [&](Value *value) { return isSmallFloat(value); });
    if (!sum || ((sum->dropsNaN || conversion.saturates) && Bounds(query).of(sum->t).mayBeNaN))
      return false;
    Instruction *root = conversion.instruction;
    // What the type cannot hold is poison or saturates.
    const unsigned bits = root->getType()->getScalarSizeInBits();
    int64_t lowest = sum->lowest;
    int64_t highest = sum->highest;
    lowest = std::max<int64_t>(lowest, conversion.isUnsigned ? 0 : -(int64_t{1} << (bits - 1)));
    highest = std::min<int64_t>(highest, (int64_t{1} << (conversion.isUnsigned ? bits : bits - 1)) - 1);
    if (lowest > highest)
      return false;
    IRBuilder<> builder(root);
    Value *t = sum->t;
    if (const auto *call = dyn_cast<IntrinsicInst>(t); call && isRoundingToNearest(call->getIntrinsicID()))
      t = call->getArgOperand(0);
    Type *intType = VectorType::getInteger(cast<VectorType>(t->getType()));
    auto number = [&](int64_t value) { return ConstantInt::getSigned(intType, value); };
    // Without an offset, the first maximum is that of the clamp; a narrow result shows both bounds all the same.
    const int64_t below = sum->offset ? -int64_t{saturation} : lowest;
    Value *result = builder.CreateBitCast(builder.CreateFAdd(t, inRegister(*root, ConstantFP::get(t->getType(), magic))), intType);
    result = builder.CreateBinaryIntrinsic(Intrinsic::smax, result, inRegister(*root, number(magicBits + below)));
    Value *offset = sum->offset ? nullptr : inRegister(*root, number(-int64_t{magicBits}));
    if (sum->offset) {
      auto *splat = dyn_cast<ShuffleVectorInst>(sum->offset);
      IRBuilder<> outside(splat && getSplatValue(splat) ? splat->getNextNode() : root);
      offset = outside.CreateSub(outside.CreateFPToSI(sum->offset, intType), number(magicBits));
    }
    result = builder.CreateAdd(result, offset);
    if (below != lowest || bits < 32 || (root->hasOneUse() && isa<TruncInst>(root->user_back())))
      result = builder.CreateBinaryIntrinsic(Intrinsic::smax, result, number(lowest));
    result = builder.CreateBinaryIntrinsic(Intrinsic::smin, result, number(highest));
    if (bits < 32)
      result = builder.CreateTrunc(result, root->getType(), "", /*IsNUW=*/conversion.isUnsigned, /*IsNSW=*/!conversion.isUnsigned);
    converted(*root);
    replace(*root, result);
    erase(*root);
    return true;
  }

  void convert(const Conversion &conversion) {
    if (convertClampedSum(conversion))
      return;
    Instruction *root = conversion.instruction;
    const unsigned bits = root->getType()->getScalarSizeInBits();
    const Interval interval = Bounds(query).of(conversion.x);
    // Narrow results are poison where the operand does not fit, or saturate.
    const bool isSmall = interval.within(operandLimit) || (bits < 32 && !conversion.saturates);
    const bool mayBeNaN = conversion.saturates && interval.mayBeNaN && !isNaNDropped(root, conversion.x);
    bool isMasked = false;
    if (interval.within(operandLimit) && !interval.mayBeNaN)
      if (SelectInst *select = librarySelect(root, conversion.x))
        root = select; // always the conversion
    if (!isSmall && bits == 32) {
      if (SelectInst *select = librarySelect(root, conversion.x);
          select && !conversion.isUnsigned && match(select->getFalseValue(), m_SpecificInt(APInt::getSignedMinValue(bits)))) {
        root = select;
        isMasked = true;
      }
      Checks none;
      if (!usersSaturate(*root, conversion.isUnsigned, nullptr, none)) {
        if (conversion.toNearest)
          missed(*conversion.instruction);
        return;
      }
    }

    if (!isSmall && bits < 32)
      if (SelectInst *select = librarySelect(root, conversion.x);
          select &&
          match(select->getFalseValue(), m_SpecificInt(conversion.isUnsigned ? APInt::getZero(bits) : APInt::getSignedMinValue(bits)))) {
        root = select;
        isMasked = true;
      }

    IRBuilder<> builder(root);
    Value *x = conversion.x;
    Type *floatType = x->getType();
    Type *intType = VectorType::getInteger(cast<VectorType>(floatType));
    auto number = [&](int32_t value) { return ConstantInt::getSigned(intType, value); };
    if (mayBeNaN)
      x = builder.CreateSelect(builder.CreateFCmpORD(x, ConstantFP::getZero(floatType)), x, ConstantFP::getZero(floatType));
    x = simplified(builder, x);
    if (!conversion.toNearest && !isIntegral(conversion.x))
      x = builder.CreateUnaryIntrinsic(Intrinsic::trunc, x);
    Value *result = builder.CreateBitCast(builder.CreateFAdd(x, inRegister(*root, ConstantFP::get(floatType, magic))), intType);
    int32_t bias = magicBits;
    if (isMasked) {
      result = builder.CreateAdd(result, inRegister(*root, number(overflow)));
      bias += overflow;
    }
    if (!isSmall || (conversion.isUnsigned && conversion.saturates))
      result = builder.CreateBinaryIntrinsic(Intrinsic::smax, result,
                                             inRegister(*root, number(bias - (conversion.isUnsigned ? 0 : saturation))));
    if (addOffset(*root, result, bias))
      return;
    result = builder.CreateSub(result, inRegister(*root, number(bias)));
    if (bits < 32) {
      const bool isSigned = !conversion.isUnsigned;
      const APInt low = isSigned ? APInt::getSignedMinValue(bits).sext(32) : APInt(32, 0);
      const APInt high = isSigned ? APInt::getSignedMaxValue(bits).sext(32) : APInt::getMaxValue(bits).zext(32);
      result = builder.CreateBinaryIntrinsic(Intrinsic::smax, result, ConstantInt::get(intType, low));
      result = builder.CreateBinaryIntrinsic(Intrinsic::smin, result, ConstantInt::get(intType, high));
      result = builder.CreateTrunc(result, root->getType(), "", /*IsNUW=*/!isSigned, /*IsNSW=*/isSigned);
    }
    converted(*root);
    replace(*root, result);
    erase(*root);
  }

  /// `x` in a form with cheaper minima and maxima, but for the sign of zeros, which no integer shows.
  Value *simplified(IRBuilder<> &builder, Value *x) const {
    // wasm-minmax's test for NaN, in vain where there is none.
    Value *tested = nullptr;
    Value *number = nullptr;
    if (match(x, m_Select(m_SpecificFCmp(FCmpInst::FCMP_ORD, m_Value(tested), m_AnyZeroFP()), m_Value(number), m_Value())) &&
        !Bounds(query).of(tested).mayBeNaN)
      x = number;
    // (v < low ? low : v > high ? high : v): compares the inner result instead of v, as pmax does.
    Value *v = nullptr;
    const APFloat *low = nullptr;
    const APFloat *high = nullptr;
    if (match(x, m_Select(m_SpecificFCmp(FCmpInst::FCMP_OLT, m_Value(v), m_APFloat(low)), m_APFloat(high), m_Value(number))) &&
        *low == *high &&
        match(number, m_Select(m_SpecificFCmp(FCmpInst::FCMP_OGT, m_Specific(v), m_APFloat(high)), m_Value(), m_Specific(v))) &&
        match(cast<SelectInst>(number)->getTrueValue(), m_SpecificFP(high->convertToDouble())) && *low < *high) {
      Constant *limit = ConstantFP::get(x->getType(), *low);
      return builder.CreateSelect(builder.CreateFCmpOLT(number, limit), limit, number);
    }
    auto *call = dyn_cast<IntrinsicInst>(x);
    if (!call || (call->getIntrinsicID() != Intrinsic::maximum && call->getIntrinsicID() != Intrinsic::minimum))
      return x;
    Value *a = call->getArgOperand(0);
    Value *b = call->getArgOperand(1);
    if (Bounds(query).of(a).mayBeNaN || Bounds(query).of(b).mayBeNaN)
      return x;
    const bool isMax = call->getIntrinsicID() == Intrinsic::maximum;
    return builder.CreateSelect(isMax ? builder.CreateFCmpOLT(a, b) : builder.CreateFCmpOLT(b, a), b, a);
  }

  /// If the only use of `root`, which is to become `biased` - `bias`, is an addition of a value from outside: adds
  /// and subtracts in one.
  bool addOffset(Instruction &root, Value *biased, int32_t bias) {
    if (!root.hasOneUse())
      return false;
    auto *user = cast<Instruction>(root.user_back());
    Value *other = nullptr;
    if (!match(user, m_c_Add(m_Specific(&root), m_Value(other))) || !isa<ShuffleVectorInst>(other) || !getSplatValue(other))
      return false;
    IRBuilder<> outside(cast<Instruction>(other)->getNextNode());
    Value *offset = outside.CreateSub(other, ConstantInt::getSigned(other->getType(), bias));
    IRBuilder<> builder(user);
    converted(root);
    replace(*user, builder.CreateAdd(biased, offset));
    erase(*user);
    return true;
  }

  void converted(const Instruction &instruction) {
    remarks.emit([&] { return OptimizationRemark(passName, "Converted", &instruction) << "conversion of small numbers by addition"; });
  }

  void missed(const Instruction &instruction) {
    remarks.emit([&] {
      return OptimizationRemarkMissed(passName, "MayBeLarge", &instruction)
             << "conversion to integers keeps the slow instruction: results may be large, and not all users saturate";
    });
  }

  void replace(Instruction &old, Value *replacement) {
    if (auto *instruction = dyn_cast<Instruction>(replacement); instruction && !instruction->hasName())
      instruction->takeName(&old);
    old.replaceAllUsesWith(replacement);
    changed = true;
  }

  static void erase(Instruction &instruction) {
    SmallVector<WeakTrackingVH, 4> operands(instruction.operand_values());
    instruction.eraseFromParent();
    RecursivelyDeleteTriviallyDeadInstructionsPermissive(operands);
  }

  /// What inRegister() has made, by preheader.
  DenseMap<std::pair<BasicBlock *, Constant *>, Value *> registers;

  Function &function;
  DominatorTree &dominators;
  LoopInfo &loops;
  AssumptionCache &assumptions;
  OptimizationRemarkEmitter &remarks;
  const SimplifyQuery query;
  const Engine engine;
};

} // namespace

PreservedAnalyses WasmRoundingPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || options.size || function.hasOptSize())
    return PreservedAnalyses::all();
  Rewriter rewriter(function, analyses, options.engine);
  if (when == When::afterVectorizer) {
    rewriter.convertVectors();
  } else {
    if (guardLoops)
      rewriter.guardLoops();
    rewriter.expandCalls();
  }
  if (!rewriter.changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  if (!rewriter.changedControlFlow)
    preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

constinit const PassDescription wasmRounding = {
    .name = passName,
    .add =
        [](FunctionPassManager &passes, const Options &options) {
          passes.addPass(WasmRoundingPass(options, WasmRoundingPass::When::beforeVectorizer, /*guardLoops=*/true));
          passes.addPass(WasmRoundingPass(options, WasmRoundingPass::When::afterVectorizer));
        },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          const bool vectorizes = level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0;
          passes.addPass(WasmRoundingPass(options, WasmRoundingPass::When::beforeVectorizer, /*guardLoops=*/vectorizes));
        },
    .atVectorizerEnd = [](FunctionPassManager &passes, const Options &options,
                          OptimizationLevel) { passes.addPass(WasmRoundingPass(options, WasmRoundingPass::When::afterVectorizer)); },
};

} // namespace nearnative
