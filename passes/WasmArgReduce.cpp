// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-argreduce: argmax and argmin, by two vector loops (gap 11).
//
// What. A loop that keeps the largest (smallest) element so far and the place where it was found, or the place alone. LLVM 22 vectorizes
// none of them. Here, a first loop finds the largest element M of all, a second one the place of M; a remainder of less than a vector stays
// with the old loop, which starts with what the vector loops found. Four vectors at a time in both.
//
// Legality (mode strict). VectorLoop has shown that the loop only reads, whatever happens, so that elements may be read in any order. Let m
// be the value the loop starts with, "x > m" its condition (argmin: with < and the smallest instead); elements are compared as the program
// does, so NaN is never taken, and if m is NaN nothing is.
//   First place kept (x > m). M starts at the lowest value of the type (-infinity) and is pmax(M, x) = M < x ? x : M, which ignores NaN. If
//     M > m is false, the old loop takes no element: m and the place stay. If true, some element equals M, and the old loop ends with the
//     first of them: all before are less or NaN, so it takes that one, and none after it is greater. The value is read again at that place,
//     because +0 and -0 are equal.
//   Last place kept (x >= m). If M >= m is false, no element is taken. If true, the old loop ends with the last element that equals M, if
//     there is one. There is none only if all elements are NaN, and M and m are both -infinity: nothing is taken then.
//   Integers that the program extends before it compares them are compared in the vector as they are in memory: the extension keeps their
//     order, if unsigned for zext and signed for sext. m is compared with the extended M.
//   Place only (if (a[i] > a[best]) best = i). The address of a[best] is that of a[i] with best in place of i, so that the value kept is
//     the element at the place kept. That of the first place is read by the first iteration whatever happens.
//
// Where. Right before the vectorizers; not below -O2 and not where code size counts. Loops of less than four vectors pay one comparison.
#include "WasmArgReduce.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-argreduce";

/// Vectors per trip.
constexpr unsigned copies = 4;
constexpr unsigned maxSteps = 8;

/// One step of a recurrence: next = taken ? x : previous.
struct Step {
  Value *previous = nullptr;
  Value *x = nullptr;
  /// When x is taken (or, `negated`, when it is not); null if `next` is the minimum or maximum of both.
  Value *condition = nullptr;
  bool negated = false;
  Value *next = nullptr;
};
using Steps = SmallVector<Step, 4>;

/// The steps from `phi` to `value`, in their order. `isX` tells which operand is the new one.
bool findSteps(PHINode &phi, Value *value, function_ref<bool(Value *)> isX, Steps &steps) {
  if (value == &phi)
    return true;
  if (steps.size() == maxSteps)
    return false;
  Step step;
  step.next = value;
  auto continues = [&](Value *x, Value *previous) {
    if (!isX(x))
      return false;
    step.x = x;
    step.previous = previous;
    const size_t before = steps.size();
    steps.push_back(step);
    if (findSteps(phi, previous, isX, steps))
      return true;
    steps.truncate(before);
    return false;
  };
  if (auto *select = dyn_cast<SelectInst>(value)) {
    step.condition = select->getCondition();
    if (continues(select->getTrueValue(), select->getFalseValue()))
      return true;
    step.negated = true;
    return continues(select->getFalseValue(), select->getTrueValue());
  }
  if (auto *minMax = dyn_cast<MinMaxIntrinsic>(value))
    return continues(minMax->getLHS(), minMax->getRHS()) || continues(minMax->getRHS(), minMax->getLHS());
  return false;
}

/// What is compared: an element of memory, maybe extended, or its absolute value.
struct Element {
  LoadInst *load = nullptr;
  Instruction::CastOps extension = Instruction::CastOpsEnd;
  bool isAbsolute = false;
};

std::optional<Element> matchElement(Value *value, const BasicBlock &body) {
  Element element;
  if (auto *cast = dyn_cast<CastInst>(value); cast && (isa<SExtInst>(cast) || isa<ZExtInst>(cast))) {
    element.extension = cast->getOpcode();
    value = cast->getOperand(0);
  } else if (Value *x = nullptr; match(value, m_FAbs(m_Value(x)))) {
    element.isAbsolute = true;
    value = x;
  }
  element.load = dyn_cast<LoadInst>(value);
  if (!element.load || element.load->getParent() != &body)
    return std::nullopt;
  const Type *type = element.load->getType();
  if (!type->isFloatTy() && !type->isDoubleTy() && !type->isIntegerTy(8) && !type->isIntegerTy(16) && !type->isIntegerTy(32))
    return std::nullopt;
  return element;
}

struct ArgReduction {
  CountedLoop counted;
  /// A place kept: where that of the first element starts, and how far apart those of two elements are.
  struct Place {
    PHINode *phi;
    const SCEV *start;
    ConstantInt *distance;
  };
  SmallVector<Place, 2> places;
  /// The first element.
  const SCEV *start = nullptr;
  /// Null if only the place is kept; then `startAddress` is where the first value is.
  PHINode *value = nullptr;
  const SCEV *startAddress = nullptr;
  /// The elements of one iteration, one after the other.
  SmallVector<Element, 4> elements;
  /// When an element is taken: predicate(element, value so far).
  CmpInst::Predicate predicate = CmpInst::BAD_ICMP_PREDICATE;
  Type *comparedType = nullptr;
  bool isUnsigned = false;
  bool isBackward = false;

  unsigned perIteration() const { return elements.size(); }
  Type *type() const { return elements.front().load->getType(); }
  unsigned lanes() const { return registerBits / type()->getScalarSizeInBits(); }
  bool isMax() const {
    const CmpInst::Predicate strict = CmpInst::getStrictPredicate(predicate);
    return strict == CmpInst::FCMP_OGT || strict == CmpInst::ICMP_SGT || strict == CmpInst::ICMP_UGT;
  }
  bool keepsLast() const { return CmpInst::isNonStrictPredicate(predicate); }
};

class Matcher {
public:
  explicit Matcher(ScalarEvolution &scalarEvolution) : scalarEvolution(scalarEvolution) {}

  /// Why a loop that looks like a search was refused; empty if it does not look like one.
  StringRef why;

  std::optional<ArgReduction> match(Loop &loop) {
    why = {};
    if (!looksLikeSearch(loop))
      return std::nullopt;
    std::optional<CountedLoop> counted = asCountedLoop(loop, scalarEvolution, why);
    if (!counted)
      return std::nullopt;
    ArgReduction reduction;
    reduction.counted = *counted;
    if (!matchRecurrences(reduction)) {
      if (why.empty())
        why = "it keeps more than a value and its place";
      return std::nullopt;
    }
    return reduction;
  }

private:
  /// A phi that a select keeps or replaces by what advances evenly.
  bool looksLikeSearch(Loop &loop) {
    return loop.getLoopLatch() && any_of(loop.getHeader()->phis(), [&](PHINode &phi) {
             Steps steps;
             return findSteps(
                        phi, phi.getIncomingValueForBlock(loop.getLoopLatch()), [&](Value *x) { return isEven(x, loop); }, steps) &&
                    !steps.empty();
           });
  }

  bool isEven(Value *value, const Loop &loop) const {
    if (!scalarEvolution.isSCEVable(value->getType()))
      return false;
    const auto *recurrence = dyn_cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(value));
    return recurrence && recurrence->getLoop() == &loop && recurrence->isAffine();
  }

  bool matchRecurrences(ArgReduction &reduction) {
    const CountedLoop &counted = reduction.counted;
    std::optional<Steps> places;
    Steps values;
    for (PHINode *phi : counted.recurrences) {
      Steps steps;
      if (findSteps(*phi, counted.next(*phi), [&](Value *x) { return isEven(x, *counted.loop); }, steps)) {
        std::reverse(steps.begin(), steps.end());
        if (!addPlace(*phi, steps, reduction) || (places && !haveSameConditions(*places, steps)))
          return false;
        if (!places)
          places = steps;
        continue;
      }
      steps.clear();
      if (reduction.value ||
          !findSteps(*phi, counted.next(*phi), [&](Value *x) { return matchElement(x, *counted.body).has_value(); }, steps))
        return false;
      std::reverse(steps.begin(), steps.end());
      reduction.value = phi;
      values = steps;
    }
    if (!places || places->empty() || (reduction.value && values.size() != places->size()))
      return false;
    if (!reduction.value && places->size() != 1)
      return false;
    for (unsigned i = 0; i < places->size(); ++i)
      if (!matchStep(reduction, (*places)[i], reduction.value ? &values[i] : nullptr))
        return false;
    return readsInOrder(reduction);
  }

  /// The places of the steps of one iteration must lie evenly between those of two iterations.
  bool addPlace(PHINode &phi, const Steps &steps, ArgReduction &reduction) const {
    if (steps.empty())
      return false;
    const auto *first = cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(steps.front().x));
    const auto *step = dyn_cast<SCEVConstant>(first->getStepRecurrence(scalarEvolution));
    const int64_t count = static_cast<int64_t>(steps.size());
    if (!step || step->getAPInt().getSignificantBits() > 62 || step->getAPInt().getSExtValue() % count != 0)
      return false;
    const int64_t distance = step->getAPInt().getSExtValue() / count;
    for (int64_t i = 1; i < count; ++i)
      if (!isDistance(scalarEvolution.getSCEV(steps[i].x), first, distance * i))
        return false;
    reduction.places.push_back({&phi, first->getStart(), ConstantInt::getSigned(cast<IntegerType>(step->getType()), distance)});
    return true;
  }
  bool isDistance(const SCEV *to, const SCEV *from, int64_t distance) const {
    if (to->getType() != from->getType())
      return false;
    const auto *difference = dyn_cast<SCEVConstant>(scalarEvolution.getMinusSCEV(to, from));
    return difference && difference->getAPInt() == APInt(difference->getAPInt().getBitWidth(), distance, /*isSigned=*/true);
  }

  static bool haveSameConditions(const Steps &a, const Steps &b) {
    return equal(a, b, [](const Step &x, const Step &y) { return x.condition == y.condition && x.negated == y.negated; });
  }

  /// Adds the element of a step.
  bool matchStep(ArgReduction &reduction, const Step &place, const Step *value) {
    auto *compare = dyn_cast_or_null<CmpInst>(place.condition);
    if (!compare)
      return false;
    Value *x = compare->getOperand(0);
    Value *kept = compare->getOperand(1);
    CmpInst::Predicate predicate = compare->getPredicate();
    if (place.negated)
      predicate = CmpInst::getInversePredicate(predicate);
    const bool isExchanged = value ? x == value->previous : isEarlier(x, place, reduction);
    if (isExchanged) {
      std::swap(x, kept);
      predicate = CmpInst::getSwappedPredicate(predicate);
    }
    if (CmpInst::isFPPredicate(predicate)) {
      if (FCmpInst::isUnordered(predicate) && !compare->hasNoNaNs()) {
        why = "it takes elements that are NaN";
        return false;
      }
      if (FCmpInst::isUnordered(predicate))
        predicate = FCmpInst::getOrderedPredicate(predicate);
      if (predicate != FCmpInst::FCMP_OGT && predicate != FCmpInst::FCMP_OGE && predicate != FCmpInst::FCMP_OLT &&
          predicate != FCmpInst::FCMP_OLE)
        return false;
    } else if (!CmpInst::isRelational(predicate)) {
      return false;
    }
    std::optional<Element> element = matchElement(x, *reduction.counted.body);
    if (!element)
      return false;
    if (value ? kept != value->previous || !isTakenAlike(*value, place, x, predicate) : !isValueAtPlace(kept, place, *element, reduction))
      return false;
    if (!reduction.elements.empty() &&
        (predicate != reduction.predicate || element->extension != reduction.elements.front().extension ||
         element->isAbsolute != reduction.elements.front().isAbsolute || element->load->getType() != reduction.type()))
      return false;
    reduction.comparedType = x->getType();
    reduction.predicate = predicate;
    reduction.isUnsigned = CmpInst::isUnsigned(predicate);
    if (element->extension == Instruction::ZExt)
      reduction.isUnsigned = true;
    else if (element->extension == Instruction::SExt && reduction.isUnsigned)
      return false;
    reduction.elements.push_back(*element);
    return true;
  }

  /// Whether the value is kept and replaced together with the place.
  static bool isTakenAlike(const Step &value, const Step &place, const Value *x, CmpInst::Predicate predicate) {
    if (value.x != x)
      return false;
    if (value.condition)
      return value.condition == place.condition && value.negated == place.negated;
    return cast<MinMaxIntrinsic>(value.next)->getPredicate() == CmpInst::getStrictPredicate(predicate);
  }

  /// Whether `value` is loaded from an address that depends on the place kept.
  bool isEarlier(Value *value, const Step &place, const ArgReduction &reduction) const {
    const std::optional<Element> element = matchElement(value, *reduction.counted.body);
    return element && !isEven(element->load->getPointerOperand(), *reduction.counted.loop) && isa<PHINode>(place.previous);
  }

  /// Whether `kept` is the element at the place kept so far, as `element` is that at the place that may be taken.
  bool isValueAtPlace(Value *kept, const Step &place, const Element &element, ArgReduction &reduction) {
    const std::optional<Element> other = matchElement(kept, *reduction.counted.body);
    auto *phi = dyn_cast<PHINode>(place.previous);
    if (!phi || !other || other->extension != element.extension || other->isAbsolute != element.isAbsolute ||
        other->load->getType() != element.load->getType() || !isa<SCEVUnknown>(scalarEvolution.getSCEV(phi)))
      return false;
    const SCEV *address = scalarEvolution.getSCEV(other->load->getPointerOperand());
    auto withPlace = [&](Value *value) {
      ValueToSCEVMapTy map;
      map[phi] = scalarEvolution.getSCEV(value);
      return SCEVParameterRewriter::rewrite(address, scalarEvolution, map);
    };
    if (withPlace(place.x) != scalarEvolution.getSCEV(element.load->getPointerOperand()))
      return false;
    reduction.startAddress = withPlace(phi->getIncomingValueForBlock(reduction.counted.preheader));
    return scalarEvolution.isLoopInvariant(reduction.startAddress, reduction.counted.loop);
  }

  /// Whether the elements lie one after the other in memory, forward or backward.
  bool readsInOrder(ArgReduction &reduction) {
    Loop &loop = *reduction.counted.loop;
    const int64_t size = reduction.type()->getScalarSizeInBits() / 8;
    const int64_t stride = size * reduction.perIteration();
    const std::optional<int64_t> bytes = strideInBytes(reduction.elements.front().load->getPointerOperand(), loop, scalarEvolution);
    if (!bytes || (*bytes != stride && *bytes != -stride)) {
      why = "the elements do not lie one after the other";
      return false;
    }
    reduction.isBackward = *bytes < 0;
    const SCEV *first = scalarEvolution.getSCEV(reduction.elements.front().load->getPointerOperand());
    for (unsigned i = 1; i < reduction.perIteration(); ++i)
      if (!isDistance(scalarEvolution.getSCEV(reduction.elements[i].load->getPointerOperand()), first,
                      (reduction.isBackward ? -size : size) * i)) {
        why = "the elements do not lie one after the other";
        return false;
      }
    reduction.start = cast<SCEVAddRecExpr>(first)->getStart();
    if (reduction.lanes() % reduction.perIteration() != 0) {
      why = "the elements of an iteration are no part of a vector";
      return false;
    }
    return true;
  }

  ScalarEvolution &scalarEvolution;
};

/// Emits the vector loops. The indices of VectorLoop count iterations of the old loop, which may be several elements.
class Emitter {
public:
  Emitter(const ArgReduction &reduction, ScalarEvolution &scalarEvolution, DominatorTree &dominators, LoopInfo &loops)
      : reduction(reduction), vector(reduction.counted, scalarEvolution, dominators, loops, "argreduce"), builder(vector.builder()),
        lanes(reduction.lanes()), step(lanes / reduction.perIteration()), vectorType(FixedVectorType::get(reduction.type(), lanes)) {}

  void emit() {
    const CountedLoop &counted = reduction.counted;
    start = vector.expand(reduction.start);
    Value *startAddress = reduction.value ? nullptr : vector.expand(reduction.startAddress);
    SmallVector<Value *, 2> placeStarts;
    for (const ArgReduction::Place &place : reduction.places)
      placeStarts.push_back(vector.expand(place.start));
    SmallVector<Value *, 2> initial;
    for (PHINode *phi : counted.recurrences)
      initial.push_back(phi->getIncomingValueForBlock(counted.preheader));
    vector.enter(copies * step);

    Value *startValue =
        startAddress ? loadScalar(startAddress) : initial[find(counted.recurrences, reduction.value) - counted.recurrences.begin()];
    Value *fourfold = nullptr;
    Value *extreme = findExtreme(fourfold);
    Value *isTaken = builder.CreateCmp(reduction.predicate, extended(extreme), startValue);
    Value *wanted = builder.CreateVectorSplat(lanes, extreme);
    Value *element = reduction.keepsLast() ? findLast(wanted, isTaken) : findFirst(wanted, fourfold, isTaken);
    element = builder.CreateSelect(isTaken, element, index(0));

    SmallVector<Value *, 2> results;
    for (auto [phi, before] : zip_equal(counted.recurrences, initial)) {
      Value *found = nullptr;
      if (phi == reduction.value) {
        found = loadScalar(address(element));
      } else {
        const auto *place = find_if(reduction.places, [&](const ArgReduction::Place &candidate) { return candidate.phi == phi; });
        found = placeOf(*place, placeStarts[place - reduction.places.begin()], element);
      }
      results.push_back(builder.CreateSelect(isTaken, found, before));
    }
    vector.finish(results, VectorLoop::Rest::oldLoop);
  }

private:
  ConstantInt *index(uint64_t value) const { return ConstantInt::get(vector.indexType(), value); }

  /// That many elements behind the first one, or before it if the loop runs backward. The old loop reads there, in the same object.
  Value *address(Value *elements) {
    GEPNoWrapFlags flags = GEPNoWrapFlags::inBounds();
    if (reduction.isBackward)
      elements = builder.CreateNeg(elements);
    else
      flags = flags | GEPNoWrapFlags::noUnsignedWrap();
    return builder.CreateGEP(reduction.type(), start, elements, "", flags);
  }

  /// The vectors of one trip, in the order of the loop (their lanes in the order of memory).
  SmallVector<Value *, copies> load(Value *iteration, unsigned count) {
    Value *element = elementAt(iteration, index(reduction.isBackward ? count * lanes - 1 : 0));
    Value *lowest = address(element);
    SmallVector<Value *, copies> vectors;
    for (unsigned i = 0; i < count; ++i) {
      const unsigned position = reduction.isBackward ? count - 1 - i : i;
      Value *pointer = builder.CreatePtrAdd(lowest, index(position * uint64_t{registerBits / 8}), "",
                                            GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap());
      Value *loaded = builder.CreateAlignedLoad(vectorType, pointer, reduction.elements.front().load->getAlign());
      vectors.push_back(reduction.elements.front().isAbsolute ? builder.CreateUnaryIntrinsic(Intrinsic::fabs, loaded) : loaded);
    }
    return vectors;
  }

  Value *loadScalar(Value *pointer) {
    Value *value = builder.CreateAlignedLoad(reduction.type(), pointer, reduction.elements.front().load->getAlign());
    return extended(reduction.elements.front().isAbsolute ? builder.CreateUnaryIntrinsic(Intrinsic::fabs, value) : value);
  }

  /// As the program compares it.
  Value *extended(Value *value) {
    const Instruction::CastOps extension = reduction.elements.front().extension;
    return extension == Instruction::CastOpsEnd ? value : builder.CreateCast(extension, value, reduction.comparedType);
  }

  /// The larger of two elements, or the smaller; of floats that are not greater and not less, `a`.
  Value *choose(Value *a, Value *b) {
    if (reduction.type()->isFloatingPointTy())
      return builder.CreateIntrinsic(reduction.isMax() ? Intrinsic::wasm_pmax : Intrinsic::wasm_pmin, {vectorType}, {a, b});
    if (reduction.isUnsigned)
      return builder.CreateBinaryIntrinsic(reduction.isMax() ? Intrinsic::umax : Intrinsic::umin, a, b);
    return builder.CreateBinaryIntrinsic(reduction.isMax() ? Intrinsic::smax : Intrinsic::smin, a, b);
  }

  /// What no element is beyond on the other side.
  Constant *worst() const {
    Type *type = reduction.type();
    if (type->isFloatingPointTy())
      return ConstantFP::getInfinity(vectorType, /*Negative=*/reduction.isMax());
    const unsigned bits = type->getIntegerBitWidth();
    if (reduction.isUnsigned)
      return ConstantInt::get(vectorType, reduction.isMax() ? APInt::getZero(bits) : APInt::getAllOnes(bits));
    return ConstantInt::get(vectorType, reduction.isMax() ? APInt::getSignedMinValue(bits) : APInt::getSignedMaxValue(bits));
  }

  /// The largest or smallest element; `fourfold` are the iterations done four vectors at a time.
  Value *findExtreme(Value *&fourfold) {
    const SmallVector<Value *, copies> worsts(copies, worst());
    SmallVector<Value *, 8> extremes = vector.advance(copies * step, worsts, [&](Value *iteration, ArrayRef<Value *> carried, Value *&) {
      SmallVector<Value *, 8> next;
      for (auto [extreme, elements] : zip_equal(carried, load(iteration, copies)))
        next.push_back(choose(extreme, elements));
      return next;
    });
    fourfold = vector.done();
    Value *extreme = choose(choose(extremes[0], extremes[1]), choose(extremes[2], extremes[3]));
    extreme = vector
                  .advance(step, {extreme},
                           [&](Value *iteration, ArrayRef<Value *> carried, Value *&) {
                             return SmallVector<Value *, 8>{choose(carried.front(), load(iteration, 1).front())};
                           })
                  .front();
    for (unsigned distance = lanes / 2; distance > 0; distance /= 2) {
      SmallVector<int, 16> mask;
      for (unsigned lane = 0; lane < lanes; ++lane)
        mask.push_back(static_cast<int>((lane + distance) % lanes));
      extreme = choose(extreme, builder.CreateShuffleVector(extreme, mask));
    }
    return builder.CreateExtractElement(extreme, uint64_t{0});
  }

  /// All ones in the lanes that equal `wanted`.
  Value *equal(Value *elements, Value *wanted) {
    Value *isEqual =
        reduction.type()->isFloatingPointTy() ? builder.CreateFCmpOEQ(elements, wanted) : builder.CreateICmpEQ(elements, wanted);
    return builder.CreateSExt(isEqual, VectorType::getInteger(vectorType));
  }

  /// One bit per lane of the vector at `iteration` that equals `wanted`; ends the loop if there is one.
  SmallVector<Value *, 8> search(Value *iteration, Value *wanted, Value *&stop) {
    Value *lanesEqual = equal(load(iteration, 1).front(), wanted);
    Value *bits = builder.CreateIntrinsic(Intrinsic::wasm_bitmask, {lanesEqual->getType()}, {lanesEqual});
    stop = builder.CreateIsNotNull(bits);
    return {bits};
  }

  /// The first or last lane of `bits`, in the order of the loop.
  Value *laneOf(Value *bits, bool first) {
    Value *lane = nullptr;
    if (first != reduction.isBackward)
      lane = builder.CreateBinaryIntrinsic(Intrinsic::cttz, bits, builder.getFalse());
    else
      lane = builder.CreateSub(builder.getInt32(31), builder.CreateBinaryIntrinsic(Intrinsic::ctlz, bits, builder.getFalse()));
    if (reduction.isBackward)
      lane = builder.CreateSub(builder.getInt32(lanes - 1), lane);
    return builder.CreateZExtOrTrunc(lane, vector.indexType());
  }

  Value *elementAt(Value *iteration, Value *lane) {
    Value *element = builder.CreateMul(iteration, index(reduction.perIteration()), "", /*HasNUW=*/true);
    return builder.CreateAdd(element, lane);
  }

  /// The first element that equals `wanted`; there is one if `isTaken`.
  Value *findFirst(Value *wanted, Value *fourfold, Value *isTaken) {
    Value *none = index(0);
    const VectorLoop::Result group = vector.emitLoop(
        none, builder.CreateSelect(isTaken, fourfold, none), copies * step, {}, [&](Value *iteration, ArrayRef<Value *>, Value *&stop) {
          Value *any = nullptr;
          for (Value *elements : load(iteration, copies)) {
            Value *lanesEqual = equal(elements, wanted);
            any = any ? builder.CreateOr(any, lanesEqual) : lanesEqual;
          }
          stop = builder.CreateIsNotNull(builder.CreateIntrinsic(Intrinsic::wasm_anytrue, {any->getType()}, {any}));
          return SmallVector<Value *, 8>{};
        });
    // In the last group, or after it.
    Value *from = builder.CreateSelect(isTaken, builder.CreateSub(group.index, index(copies * step)), none);
    Value *to = builder.CreateSelect(isTaken, vector.done(), none);
    const VectorLoop::Result found =
        vector.emitLoop(from, to, step, {builder.getInt32(0)},
                        [&](Value *iteration, ArrayRef<Value *>, Value *&stop) { return search(iteration, wanted, stop); });
    return elementAt(builder.CreateSub(found.index, index(step)), laneOf(found.carried.front(), /*first=*/true));
  }

  /// The last element that equals `wanted`; if there is none, `isTaken` becomes false.
  Value *findLast(Value *wanted, Value *&isTaken) {
    Value *none = index(0);
    Value *all = vector.done();
    const VectorLoop::Result found = vector.emitLoop(none, builder.CreateSelect(isTaken, all, none), step, {builder.getInt32(0)},
                                                     [&](Value *iteration, ArrayRef<Value *>, Value *&stop) {
                                                       Value *fromEnd = builder.CreateSub(builder.CreateSub(all, index(step)), iteration);
                                                       return search(fromEnd, wanted, stop);
                                                     });
    isTaken = builder.CreateIsNotNull(found.carried.front());
    return elementAt(builder.CreateSub(all, found.index), laneOf(found.carried.front(), /*first=*/false));
  }

  /// What the program keeps for an element.
  Value *placeOf(const ArgReduction::Place &place, Value *placeStart, Value *element) {
    Type *type = place.distance->getType();
    Value *distance = builder.CreateMul(builder.CreateZExtOrTrunc(element, type), place.distance);
    return place.phi->getType()->isPointerTy() ? builder.CreatePtrAdd(placeStart, distance) : builder.CreateAdd(placeStart, distance);
  }

  const ArgReduction &reduction;
  VectorLoop vector;
  IRBuilder<> &builder;
  const unsigned lanes;
  const unsigned step;
  FixedVectorType *vectorType;
  Value *start = nullptr;
};

/// What print<wasm-argreduce> tells.
std::string describe(const ArgReduction &reduction) {
  std::string text = reduction.keepsLast() ? "last " : "first ";
  text += reduction.isMax() ? "largest of " : "smallest of ";
  raw_string_ostream stream(text);
  stream << *reduction.type();
  if (reduction.type()->isIntegerTy())
    stream << (reduction.isUnsigned ? " unsigned" : " signed");
  if (reduction.elements.front().isAbsolute)
    stream << " absolute";
  stream << (reduction.value ? ", value and place" : ", place") << ", " << reduction.perIteration() << " per iteration";
  return text;
}

/// Brings the loops into the form that VectorLoop needs; returns whether that changed anything.
bool prepare(Function &function, FunctionAnalysisManager &analyses) {
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  bool changed = false;
  for (Loop *loop : loops) {
    changed |= simplifyLoop(loop, &dominators, &loops, &scalarEvolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
    changed |= formLCSSARecursively(*loop, dominators, &loops, &scalarEvolution);
  }
  return changed;
}

PreservedAnalyses preserved(bool changed) {
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses analyses;
  analyses.preserve<DominatorTreeAnalysis>();
  analyses.preserve<LoopAnalysis>();
  return analyses;
}

SmallVector<Loop *, 8> innermostLoops(const LoopInfo &loops) {
  SmallVector<Loop *, 8> innermost;
  for (Loop *loop : loops.getLoopsInPreorder())
    if (loop->isInnermost())
      innermost.push_back(loop);
  return innermost;
}

} // namespace

PreservedAnalyses WasmArgReducePass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || options.size || function.hasOptSize())
    return PreservedAnalyses::all();
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  if (loops.empty())
    return PreservedAnalyses::all();
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  bool changed = prepare(function, analyses);
  for (Loop *loop : innermostLoops(loops)) {
    Matcher matcher(scalarEvolution);
    const std::optional<ArgReduction> reduction = matcher.match(*loop);
    if (!reduction) {
      if (!matcher.why.empty())
        remarks.emit([&] {
          return OptimizationRemarkMissed(passName, "Refused", loop->getStartLoc(), loop->getHeader())
                 << "search for the largest or smallest element left scalar: " << matcher.why;
        });
      continue;
    }
    remarks.emit([&] {
      return OptimizationRemark(passName, "Vectorized", loop->getStartLoc(), loop->getHeader())
             << "search vectorized: " << describe(*reduction);
    });
    Emitter(*reduction, scalarEvolution, analyses.getResult<DominatorTreeAnalysis>(function), loops).emit();
    changed = true;
  }
  return preserved(changed);
}

PreservedAnalyses WasmArgReducePrinterPass::run(Function &function, FunctionAnalysisManager &analyses) {
  stream << "wasm-argreduce of '" << function.getName() << "':\n";
  if (!worksOn(function))
    return PreservedAnalyses::all();
  const bool changed = prepare(function, analyses);
  for (Loop *loop : innermostLoops(analyses.getResult<LoopAnalysis>(function))) {
    Matcher matcher(analyses.getResult<ScalarEvolutionAnalysis>(function));
    const std::optional<ArgReduction> reduction = matcher.match(*loop);
    if (!reduction && matcher.why.empty())
      continue;
    stream << "  loop ";
    loop->getHeader()->printAsOperand(stream, /*PrintType=*/false);
    stream << ": " << (reduction ? describe(*reduction) : ("refused, " + matcher.why).str()) << '\n';
  }
  return preserved(changed);
}

constinit const PassDescription wasmArgReduce = {
    .name = passName,
    .add = [](FunctionPassManager &passes, const Options &options) { passes.addPass(WasmArgReducePass(options)); },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmArgReducePass(options));
        },
    .addPrinter = [](FunctionPassManager &passes, const Options &) { passes.addPass(WasmArgReducePrinterPass(errs())); },
};

} // namespace nearnative
