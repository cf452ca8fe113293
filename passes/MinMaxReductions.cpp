// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of wasm-minmax that makes vector loops of reductions to a minimum or maximum (gap 4), one pmin or pmax per vector.
//
// What. m = x > m ? x : m and its relatives depend on the order of the elements when these are NaN or zeros of both signs, so LLVM's loop
// vectorizer refuses them without fast-math flags; of m = fmaxf(m, x) it makes six operations per vector. Here lanes run as if order did
// not matter, and what the order decides is found out afterwards, in the rare cases in which it decides anything.
//
// Legality (all modes). Written for max; min is its mirror image. The loop only reads and computes (CountedLoop), so its elements may be
// read twice. Each lane does the loop's own operation on its elements in their order, beginning with the loop's first value.
//   x > m ? x : m     A NaN element changes nothing, in lanes as in the loop; a first value NaN stays, in all lanes. Otherwise the result
//                     is the largest number, so only the sign of a zero is left: that of the first zero. All lanes that end with a zero
//                     agree on the sign, or the old loop does it all again.
//   x >= m ? x : m    The same, with the last zero. Lanes keep the first one: if the result is a zero, a second loop looks whether
//                     there are both, and then the old loop does it all again.
//   x < m ? m : x     (m > x ? m : x, or with >=.) A NaN element replaces m, and is replaced by the next one. If there is one, the old loop
//                     does it all again; m > x ? m : x does not keep a first value NaN, which is left to the old loop. Zeros as above.
//   fmaxf(m, x)       NaN elements are ignored; a first value NaN is left to the old loop. A zero is +0 if there is one among the first
//                     value and the elements; if no lane has it at the end, a second vector loop looks for it.
//   max(m, max(x, y)) One maximum of all, in any order: of fmaxf always, of the others if there is no NaN and not both
//                     zeros, else as above.
//
// Which. All that the loop computes are such reductions, of floats or doubles that are read one after the other, or of what is computed of
// them lane by lane; also unrolled in the source, in a chain or a tree for one m, or with one m for each lane or pair of lanes.
#include "MinMaxReductions.h"

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
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

#include <optional>

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-minmax";
/// Hides the latency of an operation on both engines; see WasmLoopShape.cpp.
constexpr unsigned copies = 4;
/// Elements per iteration of a loop unrolled in the source.
constexpr unsigned maxUnrolled = 16;

/// The larger or smaller one of m and x.
struct Extremum {
  Value *x;
  bool isMax;
  /// Which one of two that compare equal, and whether m becomes NaN with x.
  bool takesTie = false;
  bool takesNaN = false;
  /// As fmaxf and fminf do: -0 is less than +0, and NaN is ignored.
  bool ordersZeros = false;
  /// Elements are joined in another order than they have in memory, or in more than one way.
  bool isTree = false;

  /// Whether an element that is NaN leaves it all to the old loop.
  bool mindsNaN() const { return takesNaN || (isTree && !ordersZeros); }
  /// Whether lanes that start with NaN would end with another result.
  bool needsNumber() const { return ordersZeros || isTree || (takesNaN && !takesTie); }
  /// Whether lanes keep the first zero (or the last) if the loop does.
  bool keepsOrder() const { return !isTree && (!takesTie || takesNaN); }

  bool isSameOperation(const Extremum &other) const {
    return isMax == other.isMax && takesTie == other.takesTie && takesNaN == other.takesNaN && ordersZeros == other.ordersZeros;
  }
};

std::optional<Extremum> matchExtremum(const Value &m, User *next) {
  if (auto *call = dyn_cast<IntrinsicInst>(next)) {
    const Intrinsic::ID id = call->getIntrinsicID();
    const bool isMax = id == Intrinsic::maxnum || id == Intrinsic::maximumnum;
    if (!isMax && id != Intrinsic::minnum && id != Intrinsic::minimumnum)
      return std::nullopt;
    if (call->getArgOperand(0) != &m && call->getArgOperand(1) != &m)
      return std::nullopt;
    Value *x = call->getArgOperand(call->getArgOperand(0) == &m ? 1 : 0);
    return Extremum{.x = x, .isMax = isMax, .ordersZeros = true};
  }
  auto *select = dyn_cast<SelectInst>(next);
  auto *compare = select ? dyn_cast<FCmpInst>(select->getCondition()) : nullptr;
  if (!compare)
    return std::nullopt;
  Value *yes = select->getTrueValue();
  Value *no = select->getFalseValue();
  FCmpInst::Predicate predicate = compare->getPredicate();
  if (FCmpInst::isUnordered(predicate)) {
    predicate = FCmpInst::getInversePredicate(predicate);
    std::swap(yes, no);
  }
  Value *x = compare->getOperand(0);
  if (x == &m) {
    x = compare->getOperand(1);
    predicate = FCmpInst::getSwappedPredicate(predicate);
  }
  // Now: (x predicate m), false for NaN.
  const bool isStrict = predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OLT;
  const bool isGreater = predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OGE;
  if (!isStrict && predicate != FCmpInst::FCMP_OGE && predicate != FCmpInst::FCMP_OLE)
    return std::nullopt;
  if (compare->getOperand(0) != &m && compare->getOperand(1) != &m)
    return std::nullopt;
  if (yes == x && no == &m)
    return Extremum{.x = x, .isMax = isGreater, .takesTie = !isStrict};
  if (yes == &m && no == x)
    return Extremum{.x = x, .isMax = !isGreater, .takesTie = isStrict, .takesNaN = true};
  return std::nullopt;
}

class ReductionLoop {
public:
  ReductionLoop(CountedLoop counted, ScalarEvolution &evolution) : counted(std::move(counted)), evolution(evolution) {}

  /// Whether the loop is one, else why not; empty if it does not even look like one.
  bool match(StringRef &why) {
    if (counted.recurrences.empty())
      return false;
    element = counted.recurrences.front()->getType();
    if (!element->isFloatTy() && !element->isDoubleTy())
      return false;
    lanes = registerBits / element->getScalarSizeInBits();
    SmallVector<SmallVector<Extremum, 4>, 4> chains;
    for (PHINode *phi : counted.recurrences) {
      if (phi->getType() != element)
        return false;
      chains.push_back(chainFrom(*phi));
      if (chains.back().empty())
        return false;
    }
    if (matchOneByOne(chains) || matchUnrolled(chains) || matchAccumulators(chains))
      return true;
    why = "what is compared is not computed of elements that lie one after the other";
    return false;
  }

  void emit(DominatorTree &dominators, LoopInfo &loops) {
    VectorLoop vector(counted, evolution, dominators, loops, "minmax");
    IRBuilder<> &builder = vector.builder();
    for (LoadInst *load : loads)
      bases[load] = vector.expand(cast<SCEVAddRecExpr>(evolution.getSCEV(load->getPointerOperand()))->getStart());
    for (const Reduction &reduction : reductions)
      if (reduction.extremum.needsNumber())
        for (const PHINode *phi : reduction.phis)
          vector.require(builder.CreateFCmpORD(phi->getIncomingValueForBlock(counted.preheader), ConstantFP::getZero(element)));
    const unsigned trip = copies * lanes / perIteration;
    const unsigned shortTrip = std::max(lanes / perIteration, 1U);
    // LLVM makes vectors of unrolled source without our help.
    vector.enter(perIteration == 1 ? 2 * lanes : trip);

    // `copies` vectors per reduction, then for each that minds NaN, whether there has been one.
    SmallVector<Value *, 8> values;
    for (const Reduction &reduction : reductions)
      values.append(copies, startVector(vector, reduction));
    for (const Reduction &reduction : reductions)
      if (reduction.extremum.mindsNaN())
        values.push_back(Constant::getNullValue(bits()));
    auto step = [&](unsigned count) {
      return [&, count](Value *index, ArrayRef<Value *> carried, Value *&) {
        SmallVector<Value *, 8> next(carried);
        addresses.clear();
        for (unsigned copy = 0; copy < count; ++copy) {
          done.clear();
          size_t mind = reductions.size() * copies;
          for (auto [number, reduction] : enumerate(reductions)) {
            Value *x = lane(builder, reduction.extremum.x, index, copy);
            Value *&m = next[number * copies + copy];
            m = combine(builder, reduction.extremum, m, x);
            if (reduction.extremum.mindsNaN()) {
              next[mind] = builder.CreateOr(next[mind], mask(builder, builder.CreateFCmpUNO(x, ConstantFP::getZero(x->getType()))));
              ++mind;
            }
          }
        }
        return next;
      };
    };
    values = vector.advance(trip, values, step(copies));
    if (shortTrip < trip)
      values = vector.advance(shortTrip, values, step(shortTrip * perIteration / lanes));

    DenseMap<const PHINode *, Value *> results;
    for (Value *sawNaN : drop_begin(values, reductions.size() * copies))
      vector.giveUpIf(isAny(builder, sawNaN));
    for (auto [number, reduction] : enumerate(reductions)) {
      Value *all = result(vector, reduction, ArrayRef(values).slice(number * copies, copies));
      for (auto [lane, phi] : enumerate(reduction.phis))
        results[phi] = builder.CreateExtractElement(all, uint64_t{lane});
    }
    SmallVector<Value *, 4> inOrder;
    for (const PHINode *phi : counted.recurrences)
      inOrder.push_back(results[phi]);
    vector.finish(inOrder, VectorLoop::Rest::oldLoop);
    // Runs a few times, or rarely: no more code for it.
    counted.loop->setLoopAlreadyUnrolled();
    addStringMetadataToLoop(counted.loop, "llvm.loop.isvectorized", 1);
  }

private:
  /// A minimum or maximum of which `phis` are the values so far: one of all elements, or one per lane.
  struct Reduction {
    Extremum extremum;
    SmallVector<PHINode *, 4> phis;
  };

  /// m = phi; m = max(m, x0); m = max(m, x1); ...; back to phi.
  SmallVector<Extremum, 4> chainFrom(PHINode &phi) const {
    SmallVector<Extremum, 4> chain;
    for (Value *m = &phi; m != counted.next(phi);) {
      User *next = nullptr;
      for (User *user : m->users())
        if (std::optional<Extremum> extremum = matchExtremum(*m, user)) {
          if (next || cast<Instruction>(user)->getParent() != counted.body)
            return {};
          next = user;
          chain.push_back(*extremum);
        }
      if (!next || chain.size() > maxUnrolled)
        return {};
      m = next;
    }
    return chain;
  }

  /// Adds what is compared by `value`, a minimum or maximum as `extremum` says, or something else.
  void addLeaves(Value *value, Extremum &extremum, SmallVectorImpl<Value *> &leaves) const {
    if (auto *instruction = dyn_cast<Instruction>(value); instruction && leaves.size() <= maxUnrolled) {
      Value *first = nullptr;
      if (isa<IntrinsicInst>(instruction))
        first = cast<IntrinsicInst>(instruction)->getArgOperand(0);
      else if (auto *select = dyn_cast<SelectInst>(instruction); select && isa<FCmpInst>(select->getCondition()))
        first = cast<FCmpInst>(select->getCondition())->getOperand(0);
      const std::optional<Extremum> inner = first ? matchExtremum(*first, instruction) : std::nullopt;
      if (inner && inner->isMax == extremum.isMax && inner->ordersZeros == extremum.ordersZeros) {
        extremum.isTree = true;
        addLeaves(first, extremum, leaves);
        addLeaves(inner->x, extremum, leaves);
        return;
      }
    }
    leaves.push_back(value);
  }

  /// One element per iteration, or what is computed of elements of several arrays.
  bool matchOneByOne(ArrayRef<SmallVector<Extremum, 4>> chains) {
    perIteration = 1;
    loads.clear();
    if (!all_of(chains, [&](ArrayRef<Extremum> chain) { return chain.size() == 1 && isLanewise(chain.front().x); }))
      return false;
    for (auto [phi, chain] : zip_equal(counted.recurrences, chains))
      reductions.push_back({chain.front(), {phi}});
    return true;
  }

  /// Unrolled in the source, for one result: m = max(m, x0), m = max(m, x1) and so on, or m = max(m, max(max(x0, x1), max(x2, x3))).
  bool matchUnrolled(ArrayRef<SmallVector<Extremum, 4>> chains) {
    loads.clear();
    reductions.clear();
    for (auto [phi, chain] : zip_equal(counted.recurrences, chains)) {
      Extremum extremum = chain.front();
      SmallVector<Value *, 16> leaves;
      for (const Extremum &next : chain) {
        if (!next.isSameOperation(chain.front()))
          return false;
        addLeaves(next.x, extremum, leaves);
      }
      if (leaves.size() < 2 || leaves.size() > maxUnrolled || !isPowerOf2_64(leaves.size()) ||
          size_t{copies} * lanes % leaves.size() != 0 || (!reductions.empty() && leaves.size() != perIteration))
        return false;
      perIteration = leaves.size();
      auto isFirst = [&](Value *candidate) {
        for (size_t number = 0; number < leaves.size(); ++number)
          if (!any_of(leaves, [&](Value *leaf) { return isLane(candidate, leaf, number); }))
            return false;
        return true;
      };
      auto isNext = [&](const auto &leaf) { return isLane(leaves.front(), leaf.value(), leaf.index()); };
      if (!extremum.isTree && !all_of(enumerate(leaves), isNext))
        return false;
      const auto first = extremum.isTree ? find_if(leaves, isFirst) : leaves.begin();
      if (first == leaves.end() || counted.loop->isLoopInvariant(*first) || !isLanewise(*first))
        return false;
      extremum.x = *first;
      reductions.push_back({extremum, {phi}});
    }
    return true;
  }

  /// Unrolled in the source, for one result per lane: a = max(a, x0), b = max(b, x1) and so on.
  bool matchAccumulators(ArrayRef<SmallVector<Extremum, 4>> chains) {
    const size_t count = chains.size();
    reductions.clear();
    if (count < 2 || lanes % count != 0 || any_of(chains, [](ArrayRef<Extremum> chain) { return chain.size() != 1; }))
      return false;
    perIteration = count;
    const Extremum &any = chains.front().front();
    if (any_of(chains, [&](ArrayRef<Extremum> chain) { return !chain.front().isSameOperation(any); }))
      return false;
    // The phis may stand in any order.
    for (ArrayRef<Extremum> first : chains) {
      SmallVector<PHINode *, 4> phis;
      for (size_t number = 0; number < count; ++number)
        for (auto [phi, chain] : zip_equal(counted.recurrences, chains))
          if (phis.size() == number && !is_contained(phis, phi) && isLane(first.front().x, chain.front().x, number))
            phis.push_back(phi);
      loads.clear();
      if (phis.size() == count && !counted.loop->isLoopInvariant(first.front().x) && isLanewise(first.front().x)) {
        reductions.push_back({first.front(), phis});
        return true;
      }
    }
    return false;
  }

  /// Whether `value` is computed as `first` is, of elements that lie `number` elements behind.
  bool isLane(Value *first, Value *value, size_t number) const {
    if (counted.loop->isLoopInvariant(first) || number == 0)
      return first == value;
    auto *instruction = dyn_cast<Instruction>(value);
    auto *model = cast<Instruction>(first);
    if (!instruction || counted.loop->isLoopInvariant(value) || !instruction->isSameOperationAs(model))
      return false;
    if (auto *load = dyn_cast<LoadInst>(instruction)) {
      const auto *distance = dyn_cast<SCEVConstant>(evolution.getMinusSCEV(evolution.getSCEV(load->getPointerOperand()),
                                                                           evolution.getSCEV(cast<LoadInst>(model)->getPointerOperand())));
      return distance && distance->getAPInt() == number * (element->getScalarSizeInBits() / 8);
    }
    if (isa<CallBase>(instruction) &&
        (!isa<IntrinsicInst>(instruction) || cast<CallBase>(instruction)->getCalledOperand() != cast<CallBase>(model)->getCalledOperand()))
      return false;
    return all_of(zip_equal(operandsOf(*model), operandsOf(*instruction)),
                  [&](const auto &operands) { return isLane(std::get<0>(operands), std::get<1>(operands), number); });
  }

  /// The values before the first element, in every lane or lane by lane.
  Value *startVector(const VectorLoop &vector, const Reduction &reduction) const {
    IRBuilder<> &builder = const_cast<VectorLoop &>(vector).builder();
    Value *starts = builder.CreateVectorSplat(lanes, vector.startOf(*reduction.phis.front()));
    const size_t count = reduction.phis.size();
    for (uint64_t lane = 0; lane < lanes; ++lane)
      if (lane % count != 0)
        starts = builder.CreateInsertElement(starts, vector.startOf(*reduction.phis[lane % count]), lane);
    return starts;
  }

  /// Whether `value` can be computed for vectors of elements; notes the loads it is made of.
  bool isLanewise(Value *value) {
    if (counted.loop->isLoopInvariant(value))
      return true;
    if (auto *load = dyn_cast<LoadInst>(value)) {
      if (load->getType() != element ||
          strideInBytes(load->getPointerOperand(), *counted.loop, evolution) != perIteration * (element->getScalarSizeInBits() / 8))
        return false;
      if (!is_contained(loads, load))
        loads.push_back(load);
      return true;
    }
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || !isLanewiseOperation(*instruction))
      return false;
    return all_of(operandsOf(*instruction), [&](Value *operand) { return isLanewise(operand); });
  }

  /// Whether an instruction for vectors does the same in each lane.
  bool isLanewiseOperation(const Instruction &instruction) const {
    if (const auto *compare = dyn_cast<FCmpInst>(&instruction))
      return compare->getOperand(0)->getType() == element;
    if (instruction.getType() != element)
      return false;
    if (const auto *select = dyn_cast<SelectInst>(&instruction))
      return isa<FCmpInst>(select->getCondition()) && !counted.loop->isLoopInvariant(select->getCondition());
    if (const auto *call = dyn_cast<IntrinsicInst>(&instruction))
      switch (call->getIntrinsicID()) {
      case Intrinsic::fabs:
      case Intrinsic::fmuladd:
      case Intrinsic::maxnum:
      case Intrinsic::maximum:
      case Intrinsic::minnum:
      case Intrinsic::minimum:
        return true;
      default:
        return false;
      }
    switch (instruction.getOpcode()) {
    case Instruction::FNeg:
    case Instruction::FAdd:
    case Instruction::FSub:
    case Instruction::FMul:
    case Instruction::FDiv:
      return true;
    default:
      return false;
    }
  }

  static iterator_range<User::op_iterator> operandsOf(Instruction &instruction) {
    auto *call = dyn_cast<CallBase>(&instruction);
    return call ? call->args() : instruction.operands();
  }

  /// `value` in the iterations of the vector with that number from `index` on.
  Value *lane(IRBuilder<> &builder, Value *value, Value *index, unsigned number) {
    if (counted.loop->isLoopInvariant(value))
      return builder.CreateVectorSplat(lanes, value);
    Value *&result = done[value];
    if (result)
      return result;
    auto *type = FixedVectorType::get(element, lanes);
    if (auto *load = dyn_cast<LoadInst>(value)) {
      const uint64_t size = registerBytes;
      // The old loop reads all these bytes, so no address among them wraps.
      const GEPNoWrapFlags flags = GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap();
      Value *&first = addresses[load];
      if (!first) {
        Value *distance = builder.CreateMul(index, ConstantInt::get(index->getType(), size * perIteration / lanes), "", /*HasNUW=*/true);
        first = builder.CreateGEP(builder.getInt8Ty(), bases[load], distance, "", flags);
      }
      Value *pointer = first;
      if (number != 0)
        pointer = builder.CreateGEP(builder.getInt8Ty(), pointer, ConstantInt::get(index->getType(), size * number), "", flags);
      return result = builder.CreateAlignedLoad(type, pointer, load->getAlign());
    }
    auto *instruction = cast<Instruction>(value);
    SmallVector<Value *, 3> operands;
    for (Value *operand : operandsOf(*instruction))
      operands.push_back(lane(builder, operand, index, number));
    Value *computed = nullptr;
    const auto *call = dyn_cast<IntrinsicInst>(instruction);
    if (call && call->getIntrinsicID() == Intrinsic::fmuladd) {
      // As scalar code has it, also where vectors could be multiplied and added in one step.
      computed = builder.CreateFAdd(builder.CreateFMul(operands[0], operands[1]), operands[2]);
      return done[value] = computed;
    }
    if (call)
      computed = builder.CreateIntrinsic(call->getIntrinsicID(), {type}, operands);
    else if (const auto *compare = dyn_cast<FCmpInst>(instruction))
      computed = builder.CreateFCmp(compare->getPredicate(), operands[0], operands[1]);
    else if (isa<SelectInst>(instruction))
      computed = builder.CreateSelect(operands[0], operands[1], operands[2]);
    else if (isa<UnaryOperator>(instruction))
      computed = builder.CreateFNeg(operands[0]);
    else
      computed = builder.CreateBinOp(cast<BinaryOperator>(instruction)->getOpcode(), operands[0], operands[1]);
    if (auto *operation = dyn_cast<Instruction>(computed))
      operation->copyIRFlags(instruction);
    return done[value] = computed;
  }

  /// p < y ? y : p, or for a minimum y < p ? y : p.
  static Value *pseudo(IRBuilder<> &builder, bool isMax, Value *p, Value *y) {
    return builder.CreateIntrinsic(isMax ? Intrinsic::wasm_pmax : Intrinsic::wasm_pmin, {p->getType()}, {p, y});
  }

  static Value *combine(IRBuilder<> &builder, const Extremum &extremum, Value *m, Value *x) {
    const bool takesX = extremum.takesTie && extremum.takesNaN && !extremum.isTree;
    return takesX ? pseudo(builder, extremum.isMax, x, m) : pseudo(builder, extremum.isMax, m, x);
  }

  /// What is in the lanes of all of `vectors`, none of which is NaN unless all are: one value per phi, in the first lanes.
  Value *result(VectorLoop &vector, const Reduction &reduction, ArrayRef<Value *> vectors) {
    IRBuilder<> &builder = vector.builder();
    const Extremum &extremum = reduction.extremum;
    auto folded = [&](Value *value, function_ref<Value *(Value *, Value *)> join) {
      for (unsigned distance = lanes / 2; distance >= reduction.phis.size(); distance /= 2) {
        SmallVector<int, 4> mask;
        for (unsigned number = 0; number < lanes; ++number)
          mask.push_back(static_cast<int>((number + distance) % lanes));
        value = join(value, builder.CreateShuffleVector(value, mask));
      }
      return value;
    };
    auto foldedMask = [&](Value *value) { return folded(value, [&](Value *a, Value *b) { return builder.CreateOr(a, b); }); };
    Value *all = vectors.front();
    for (Value *more : drop_begin(vectors))
      all = pseudo(builder, extremum.isMax, all, more);
    all = folded(all, [&](Value *a, Value *b) { return pseudo(builder, extremum.isMax, a, b); });

    // Which zero. `wanted` is the one that counts if both are there, and if that is told by their order, no old loop is needed.
    Value *wanted = ConstantFP::getZero(element, /*Negative=*/!extremum.isMax);
    Value *other = ConstantFP::getZero(element, /*Negative=*/extremum.isMax);
    Value *isZero = mask(builder, builder.CreateFCmpOEQ(all, ConstantFP::getZero(all->getType())));
    auto has = [&](Value *number) { return builder.CreateAnd(isZero, foldedMask(anyOf(builder, vectors, number))); };
    auto search = [&]() -> VectorLoop::Values {
      Value *start = startVector(vector, reduction);
      const VectorLoop::Values starts = {anyOf(builder, {start}, wanted), anyOf(builder, {start}, other)};
      const unsigned step = std::max(lanes / perIteration, 1U);
      VectorLoop::Values found = vector
                                     .emitLoop(ConstantInt::get(vector.indexType(), 0), vector.done(), step, starts,
                                               [&](Value *index, ArrayRef<Value *> carried, Value *&) -> VectorLoop::Values {
                                                 addresses.clear();
                                                 VectorLoop::Values next(carried);
                                                 for (unsigned number = 0; number < step * perIteration / lanes; ++number) {
                                                   done.clear();
                                                   Value *x = lane(builder, extremum.x, index, number);
                                                   next[0] = builder.CreateOr(next[0], anyOf(builder, {x}, wanted));
                                                   next[1] = builder.CreateOr(next[1], anyOf(builder, {x}, other));
                                                 }
                                                 return next;
                                               })
                                     .carried;
      return {builder.CreateAnd(isZero, foldedMask(found[0])), builder.CreateAnd(isZero, foldedMask(found[1]))};
    };
    if (!extremum.ordersZeros) {
      auto mixed = vector.emitIf(
          isAny(builder, isZero),
          [&]() -> VectorLoop::Values {
            const VectorLoop::Values found = extremum.keepsOrder() ? VectorLoop::Values{has(wanted), has(other)} : search();
            return {isAny(builder, builder.CreateAnd(found[0], found[1]))};
          },
          [&]() -> VectorLoop::Values { return {builder.getFalse()}; });
      vector.giveUpIf(mixed.front());
      return all;
    }
    auto withZero = [&](Value *hasWanted) {
      Value *zero = builder.CreateSelect(builder.CreateICmpNE(hasWanted, Constant::getNullValue(bits())),
                                         builder.CreateVectorSplat(lanes, wanted), builder.CreateVectorSplat(lanes, other));
      return builder.CreateSelect(builder.CreateICmpNE(isZero, Constant::getNullValue(bits())), zero, all);
    };
    return vector
        .emitIf(
            isAny(builder, isZero),
            [&]() -> VectorLoop::Values {
              Value *hasWanted = has(wanted);
              return vector.emitIf(
                  isAny(builder, builder.CreateXor(isZero, hasWanted)), [&]() -> VectorLoop::Values { return {withZero(search()[0])}; },
                  [&]() -> VectorLoop::Values { return {withZero(hasWanted)}; });
            },
            [&]() -> VectorLoop::Values { return {all}; })
        .front();
  }

  VectorType *bits() const { return VectorType::getInteger(FixedVectorType::get(element, lanes)); }

  /// A truth value per lane as all bits of the lane, as Wasm has it; i1 lanes carried around a loop would be made and unmade each time.
  Value *mask(IRBuilder<> &builder, Value *truth) const { return builder.CreateSExt(truth, bits()); }

  /// Whether a lane of a mask is set.
  Value *isAny(IRBuilder<> &builder, Value *lanesSet) const {
    return builder.CreateOrReduce(builder.CreateICmpNE(lanesSet, Constant::getNullValue(bits())));
  }

  /// Mask of the lanes in which one of `vectors` has the bits of `number`.
  Value *anyOf(IRBuilder<> &builder, ArrayRef<Value *> vectors, Value *number) const {
    Value *wanted = builder.CreateBitCast(builder.CreateVectorSplat(lanes, number), bits());
    Value *any = nullptr;
    for (Value *vector : vectors) {
      Value *equal = mask(builder, builder.CreateICmpEQ(builder.CreateBitCast(vector, bits()), wanted));
      any = any ? builder.CreateOr(any, equal) : equal;
    }
    return any;
  }

  const CountedLoop counted;
  ScalarEvolution &evolution;
  SmallVector<Reduction, 2> reductions;
  /// Elements that an iteration reads one after the other.
  unsigned perIteration = 0;
  SmallVector<LoadInst *, 2> loads;
  Type *element = nullptr;
  unsigned lanes = 0;
  DenseMap<const LoadInst *, Value *> bases;
  /// Where the vectors of the trip at hand begin.
  DenseMap<const LoadInst *, Value *> addresses;
  /// What has been computed for the vector at hand.
  DenseMap<const Value *, Value *> done;
};

} // namespace

PreservedAnalyses MinMaxReductionsPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || function.hasOptSize())
    return PreservedAnalyses::all();
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &evolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  bool changed = false;
  for (Loop *loop : loops) {
    changed |= simplifyLoop(loop, &dominators, &loops, &evolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
    changed |= formLCSSARecursively(*loop, dominators, &loops, &evolution);
  }
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost())
      continue;
    StringRef why;
    std::optional<CountedLoop> counted = asCountedLoop(*loop, evolution, why);
    if (!counted)
      continue;
    ReductionLoop reduction(std::move(*counted), evolution);
    const DebugLoc location = loop->getStartLoc();
    if (!reduction.match(why)) {
      if (!why.empty())
        remarks.emit([&] {
          return OptimizationRemarkMissed(passName, "NotVectorized", location, loop->getHeader())
                 << "reduction to a minimum or maximum: " << why;
        });
      continue;
    }
    reduction.emit(dominators, loops);
    remarks.emit([&] {
      return OptimizationRemark(passName, "Vectorized", location, loop->getHeader())
             << "reduction to a minimum or maximum vectorized with " << ore::NV("Copies", copies) << " accumulators";
    });
    changed = true;
  }
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace nearnative
