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
//   x >= m ? x : m    The same, with the last zero.
//   x < m ? m : x     (m > x ? m : x, or with >=.) A NaN element replaces m, and is replaced by the next one. If there is one, the old loop
//                     does it all again. Zeros as above.
//   fmaxf(m, x)       NaN elements are ignored; a first value NaN is left to the old loop. A zero is +0 if there is one among the first
//                     value and the elements; if no lane has it at the end, a second vector loop looks for it.
//
// Which. All that the loop computes are such reductions, of floats or doubles that are read one after the other, or of what is computed of
// them lane by lane; also unrolled in the source by as many as a vector has lanes, with one m or one for each.
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

/// The larger or smaller one of m and x.
struct Extremum {
  Value *x;
  bool isMax;
  /// Which one of two that compare equal, and whether m becomes NaN with x.
  bool takesTie = false;
  bool takesNaN = false;
  /// As fmaxf and fminf do: -0 is less than +0, and NaN is ignored.
  bool ordersZeros = false;

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
    auto isAlone = [](ArrayRef<Extremum> chain) { return chain.size() == 1; };
    if (all_of(chains, isAlone) && all_of(chains, [&](ArrayRef<Extremum> chain) { return isLanewise(chain.front().x, lanes); })) {
      for (auto [phi, chain] : zip_equal(counted.recurrences, chains))
        reductions.push_back({chain.front(), {phi}});
      iterationsPerVector = lanes;
      return true;
    }
    // Unrolled in the source: one iteration reads a vector, for one result or for one per lane.
    loads.clear();
    iterationsPerVector = 1;
    if (all_of(chains, [&](ArrayRef<Extremum> chain) { return areLanes(chain); })) {
      for (auto [phi, chain] : zip_equal(counted.recurrences, chains))
        reductions.push_back({chain.front(), {phi}});
      return true;
    }
    loads.clear();
    if (all_of(chains, isAlone)) {
      // The phis may stand in any order.
      for (ArrayRef<Extremum> first : chains) {
        SmallVector<Extremum, 4> all;
        SmallVector<PHINode *, 4> phis;
        for (size_t number = 0; number < chains.size(); ++number)
          for (auto [phi, chain] : zip_equal(counted.recurrences, chains))
            if (all.size() == number && isLane(first.front().x, chain.front().x, number)) {
              all.push_back(chain.front());
              phis.push_back(phi);
            }
        if (!first.front().ordersZeros && areLanes(all)) {
          reductions.push_back({first.front(), phis});
          return true;
        }
        loads.clear();
      }
    }
    why = "what is compared is not computed of elements that lie one after the other";
    return false;
  }

  void emit(DominatorTree &dominators, LoopInfo &loops) {
    VectorLoop vector(counted, evolution, dominators, loops, "minmax");
    IRBuilder<> &builder = vector.builder();
    for (LoadInst *load : loads)
      bases[load] = vector.expand(cast<SCEVAddRecExpr>(evolution.getSCEV(load->getPointerOperand()))->getStart());
    for (const Reduction &reduction : reductions)
      if (reduction.extremum.ordersZeros) {
        Value *start = reduction.phis.front()->getIncomingValueForBlock(counted.preheader);
        vector.require(builder.CreateFCmpORD(start, ConstantFP::getZero(element)));
      }
    vector.enter(2 * iterationsPerVector);

    // `copies` vectors per reduction, then for each that minds NaN, whether there has been one.
    SmallVector<Value *, 8> values;
    for (const Reduction &reduction : reductions)
      values.append(copies, startVector(vector, reduction));
    for (const Reduction &reduction : reductions)
      if (reduction.extremum.takesNaN)
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
            if (reduction.extremum.takesNaN) {
              next[mind] = builder.CreateOr(next[mind], mask(builder, builder.CreateFCmpUNO(x, ConstantFP::getZero(x->getType()))));
              ++mind;
            }
          }
        }
        return next;
      };
    };
    values = vector.advance(iterationsPerVector * copies, values, step(copies));
    values = vector.advance(iterationsPerVector, values, step(1));

    DenseMap<const PHINode *, Value *> results;
    for (Value *sawNaN : drop_begin(values, reductions.size() * copies))
      vector.giveUpIf(isAny(builder, sawNaN));
    for (auto [number, reduction] : enumerate(reductions)) {
      const ArrayRef<Value *> vectors = ArrayRef(values).slice(number * copies, copies);
      if (reduction.phis.size() == 1) {
        results[reduction.phis.front()] = result(vector, reduction.extremum, vectors);
        continue;
      }
      Value *all = laneResults(vector, reduction.extremum, vectors);
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
      if (!next || chain.size() > 16)
        return {};
      m = next;
    }
    return chain;
  }

  /// Whether all do the same with what are the lanes of one vector, in order.
  bool areLanes(ArrayRef<Extremum> extrema) {
    if (extrema.size() != lanes || !isLanewise(extrema.front().x, 1))
      return false;
    for (auto [number, extremum] : enumerate(extrema))
      if (!extremum.isSameOperation(extrema.front()) || !isLane(extrema.front().x, extremum.x, number))
        return false;
    return true;
  }

  /// Whether `value` is computed as `first` is, of elements that lie `number` elements behind.
  bool isLane(Value *first, Value *value, size_t number) const {
    if (counted.loop->isLoopInvariant(first) || number == 0)
      return first == value;
    auto *instruction = dyn_cast<Instruction>(value);
    auto *model = cast<Instruction>(first);
    if (!instruction || counted.loop->isLoopInvariant(value) || instruction->getOpcode() != model->getOpcode() ||
        instruction->getType() != element)
      return false;
    if (auto *load = dyn_cast<LoadInst>(instruction)) {
      const auto *distance = dyn_cast<SCEVConstant>(evolution.getMinusSCEV(evolution.getSCEV(load->getPointerOperand()),
                                                                           evolution.getSCEV(cast<LoadInst>(model)->getPointerOperand())));
      return distance && distance->getAPInt() == number * (element->getScalarSizeInBits() / 8);
    }
    if (const auto *call = dyn_cast<IntrinsicInst>(instruction))
      if (call->getIntrinsicID() != cast<IntrinsicInst>(model)->getIntrinsicID())
        return false;
    return all_of(zip_equal(operandsOf(*model), operandsOf(*instruction)),
                  [&](const auto &operands) { return isLane(std::get<0>(operands), std::get<1>(operands), number); });
  }

  /// The values before the first element, in every lane or lane by lane.
  Value *startVector(const VectorLoop &vector, const Reduction &reduction) const {
    IRBuilder<> &builder = const_cast<VectorLoop &>(vector).builder();
    Value *starts = builder.CreateVectorSplat(lanes, vector.startOf(*reduction.phis.front()));
    for (auto [lane, phi] : drop_begin(enumerate(reduction.phis)))
      starts = builder.CreateInsertElement(starts, vector.startOf(*phi), uint64_t{lane});
    return starts;
  }

  /// Whether `value` can be computed for vectors, each of as many iterations; notes the loads it is made of.
  bool isLanewise(Value *value, unsigned iterations) {
    if (counted.loop->isLoopInvariant(value))
      return true;
    if (auto *load = dyn_cast<LoadInst>(value)) {
      if (load->getType() != element || strideInBytes(load->getPointerOperand(), *counted.loop, evolution) != registerBytes / iterations)
        return false;
      if (!is_contained(loads, load))
        loads.push_back(load);
      return true;
    }
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || instruction->getType() != element)
      return false;
    const auto *call = dyn_cast<IntrinsicInst>(instruction);
    if (call ? call->getIntrinsicID() != Intrinsic::fabs
             : instruction->getOpcode() != Instruction::FNeg && instruction->getOpcode() != Instruction::FAdd &&
                   instruction->getOpcode() != Instruction::FSub && instruction->getOpcode() != Instruction::FMul &&
                   instruction->getOpcode() != Instruction::FDiv)
      return false;
    return all_of(operandsOf(*instruction), [&](Value *operand) { return isLanewise(operand, iterations); });
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
        Value *distance = builder.CreateMul(index, ConstantInt::get(index->getType(), size / iterationsPerVector), "", /*HasNUW=*/true);
        first = builder.CreateGEP(builder.getInt8Ty(), bases[load], distance, "", flags);
      }
      Value *pointer = first;
      if (number != 0)
        pointer = builder.CreateGEP(builder.getInt8Ty(), pointer, ConstantInt::get(index->getType(), size * number), "", flags);
      return result = builder.CreateAlignedLoad(type, pointer, load->getAlign());
    }
    auto *instruction = cast<Instruction>(value);
    SmallVector<Value *, 2> operands;
    for (Value *operand : operandsOf(*instruction))
      operands.push_back(lane(builder, operand, index, number));
    Value *computed = nullptr;
    if (isa<CallBase>(instruction))
      computed = builder.CreateUnaryIntrinsic(Intrinsic::fabs, operands[0]);
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
    if (extremum.takesTie == extremum.takesNaN) // one that compares equal is taken if NaN is
      return extremum.takesTie ? pseudo(builder, extremum.isMax, x, m) : pseudo(builder, extremum.isMax, m, x);
    Value *p = extremum.takesTie ? x : m;
    Value *y = extremum.takesTie ? m : x;
    return builder.CreateSelect(builder.CreateFCmp(extremum.isMax ? FCmpInst::FCMP_OGE : FCmpInst::FCMP_OLE, p, y), p, y);
  }

  /// Per lane, the result of all of `vectors`, if it does not depend on their order.
  Value *laneResults(VectorLoop &vector, const Extremum &extremum, ArrayRef<Value *> vectors) {
    IRBuilder<> &builder = vector.builder();
    Value *all = vectors.front();
    for (Value *more : drop_begin(vectors))
      all = pseudo(builder, extremum.isMax, all, more);
    Value *hasPlus = anyOf(builder, vectors, ConstantFP::getZero(element, /*Negative=*/false));
    Value *hasMinus = anyOf(builder, vectors, ConstantFP::getZero(element, /*Negative=*/true));
    vector.giveUpIf(isAny(builder, builder.CreateAnd(hasPlus, hasMinus)));
    return all;
  }

  /// The lanes of all of `vectors`, none of which is NaN unless all are, in one value.
  Value *result(VectorLoop &vector, const Extremum &extremum, ArrayRef<Value *> vectors) {
    IRBuilder<> &builder = vector.builder();
    Value *all = vectors.front();
    for (Value *more : drop_begin(vectors))
      all = pseudo(builder, extremum.isMax, all, more);
    for (unsigned distance = lanes / 2; distance > 0; distance /= 2) {
      SmallVector<int, 4> mask;
      for (unsigned number = 0; number < lanes; ++number)
        mask.push_back(static_cast<int>((number + distance) % lanes));
      all = pseudo(builder, extremum.isMax, all, builder.CreateShuffleVector(all, mask));
    }
    Value *value = builder.CreateExtractElement(all, uint64_t{0});
    Value *isZero = builder.CreateFCmpOEQ(value, ConstantFP::getZero(element));
    Value *plus = ConstantFP::getZero(element, /*Negative=*/false);
    Value *minus = ConstantFP::getZero(element, /*Negative=*/true);
    if (!extremum.ordersZeros) {
      auto mixed = vector.emitIf(
          isZero,
          [&]() -> VectorLoop::Values {
            Value *hasPlus = isAny(builder, anyOf(builder, vectors, plus));
            Value *hasMinus = isAny(builder, anyOf(builder, vectors, minus));
            return {builder.CreateAnd(hasPlus, hasMinus)};
          },
          [&]() -> VectorLoop::Values { return {builder.getFalse()}; });
      vector.giveUpIf(mixed.front());
      return value;
    }
    Value *wanted = extremum.isMax ? plus : minus;
    Value *other = extremum.isMax ? minus : plus;
    auto ordered = vector.emitIf(
        isZero,
        [&]() -> VectorLoop::Values {
          Value *hasWanted = isAny(builder, anyOf(builder, vectors, wanted));
          auto found = vector.emitIf(
              hasWanted, [&]() -> VectorLoop::Values { return {wanted}; },
              [&]() -> VectorLoop::Values {
                Value *none = Constant::getNullValue(bits());
                auto search = vector.emitLoop(ConstantInt::get(vector.indexType(), 0), vector.done(), iterationsPerVector, {none},
                                              [&](Value *index, ArrayRef<Value *> carried, Value *&) -> VectorLoop::Values {
                                                done.clear();
                                                addresses.clear();
                                                Value *x = lane(builder, extremum.x, index, 0);
                                                return {builder.CreateOr(carried.front(), anyOf(builder, {x}, wanted))};
                                              });
                return {builder.CreateSelect(isAny(builder, search.carried.front()), wanted, other)};
              });
          return found;
        },
        [&]() -> VectorLoop::Values { return {value}; });
    return ordered.front();
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
  unsigned iterationsPerVector = 0;
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
