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
// them lane by lane.
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
constexpr unsigned vectorBits = 128;
/// Hides the latency of an operation on both engines; see WasmLoopShape.cpp.
constexpr unsigned copies = 4;

/// m = phi; next = the larger or smaller one of m and x.
struct Extremum {
  PHINode *phi;
  Value *x;
  bool isMax;
  /// Which one of two that compare equal, and whether m becomes NaN with x.
  bool takesTie = false;
  bool takesNaN = false;
  /// As fmaxf and fminf do: -0 is less than +0, and NaN is ignored.
  bool ordersZeros = false;
};

std::optional<Extremum> matchExtremum(PHINode &phi, Value *next) {
  if (auto *call = dyn_cast<IntrinsicInst>(next)) {
    const Intrinsic::ID id = call->getIntrinsicID();
    const bool isMax = id == Intrinsic::maxnum || id == Intrinsic::maximumnum;
    if (!isMax && id != Intrinsic::minnum && id != Intrinsic::minimumnum)
      return std::nullopt;
    if (call->getArgOperand(0) != &phi && call->getArgOperand(1) != &phi)
      return std::nullopt;
    Value *x = call->getArgOperand(call->getArgOperand(0) == &phi ? 1 : 0);
    return Extremum{.phi = &phi, .x = x, .isMax = isMax, .ordersZeros = true};
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
  if (x == &phi) {
    x = compare->getOperand(1);
    predicate = FCmpInst::getSwappedPredicate(predicate);
  }
  // Now: (x predicate m), false for NaN.
  const bool isStrict = predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OLT;
  const bool isGreater = predicate == FCmpInst::FCMP_OGT || predicate == FCmpInst::FCMP_OGE;
  if (!isStrict && predicate != FCmpInst::FCMP_OGE && predicate != FCmpInst::FCMP_OLE)
    return std::nullopt;
  if (compare->getOperand(0) != &phi && compare->getOperand(1) != &phi)
    return std::nullopt;
  if (yes == x && no == &phi)
    return Extremum{.phi = &phi, .x = x, .isMax = isGreater, .takesTie = !isStrict};
  if (yes == &phi && no == x)
    return Extremum{.phi = &phi, .x = x, .isMax = !isGreater, .takesTie = isStrict, .takesNaN = true};
  return std::nullopt;
}

class ReductionLoop {
public:
  ReductionLoop(CountedLoop counted, ScalarEvolution &evolution) : counted(std::move(counted)), evolution(evolution) {}

  /// Whether the loop is one, else why not; empty if it does not even look like one.
  bool match(StringRef &why) {
    for (PHINode *phi : counted.recurrences) {
      std::optional<Extremum> extremum = matchExtremum(*phi, counted.next(*phi));
      if (!extremum)
        return false;
      extrema.push_back(*extremum);
    }
    if (extrema.empty())
      return false;
    element = extrema.front().phi->getType();
    if ((!element->isFloatTy() && !element->isDoubleTy()) ||
        !all_of(extrema, [&](const Extremum &extremum) { return extremum.phi->getType() == element; }))
      return false;
    if (!all_of(extrema, [&](const Extremum &extremum) { return isLanewise(extremum.x); })) {
      why = "what is compared is not computed of elements that lie one after the other";
      return false;
    }
    return true;
  }

  void emit(DominatorTree &dominators, LoopInfo &loops) {
    VectorLoop vector(counted, evolution, dominators, loops, "minmax");
    IRBuilder<> &builder = vector.builder();
    lanes = vectorBits / element->getScalarSizeInBits();
    for (LoadInst *load : loads)
      bases[load] = vector.expand(cast<SCEVAddRecExpr>(evolution.getSCEV(load->getPointerOperand()))->getStart());
    for (const Extremum &extremum : extrema)
      if (extremum.ordersZeros) {
        Value *start = extremum.phi->getIncomingValueForBlock(counted.preheader);
        vector.require(builder.CreateFCmpORD(start, ConstantFP::getZero(element)));
      }
    vector.enter(2 * lanes);

    // `copies` vectors per reduction, then for each that minds NaN, whether there has been one.
    SmallVector<Value *, 8> values;
    for (const Extremum &extremum : extrema)
      values.append(copies, builder.CreateVectorSplat(lanes, vector.startOf(*extremum.phi)));
    for (const Extremum &extremum : extrema)
      if (extremum.takesNaN)
        values.push_back(Constant::getNullValue(bits()));
    auto step = [&](unsigned count) {
      return [&, count](Value *index, ArrayRef<Value *> carried, Value *&) {
        SmallVector<Value *, 8> next(carried);
        for (unsigned copy = 0; copy < count; ++copy) {
          done.clear();
          unsigned mind = extrema.size() * copies;
          for (auto [number, extremum] : enumerate(extrema)) {
            Value *x = lane(builder, extremum.x, index, copy);
            Value *&m = next[number * copies + copy];
            m = combine(builder, extremum, m, x);
            if (extremum.takesNaN) {
              next[mind] = builder.CreateOr(next[mind], mask(builder, builder.CreateFCmpUNO(x, ConstantFP::getZero(x->getType()))));
              ++mind;
            }
          }
        }
        return next;
      };
    };
    values = vector.advance(lanes * copies, values, step(copies));
    values = vector.advance(lanes, values, step(1));

    SmallVector<Value *, 4> results;
    for (Value *sawNaN : drop_begin(values, extrema.size() * copies))
      vector.giveUpIf(isAny(builder, sawNaN));
    for (auto [number, extremum] : enumerate(extrema))
      results.push_back(result(vector, extremum, ArrayRef(values).slice(number * copies, copies)));
    vector.finish(results, VectorLoop::Rest::oldLoop);
    // Runs a few times, or rarely: no more code for it.
    counted.loop->setLoopAlreadyUnrolled();
    addStringMetadataToLoop(counted.loop, "llvm.loop.isvectorized", 1);
  }

private:
  /// Whether `value` can be computed for a vector of iterations; notes the loads it is made of.
  bool isLanewise(Value *value) {
    if (counted.loop->isLoopInvariant(value))
      return true;
    if (auto *load = dyn_cast<LoadInst>(value)) {
      const int64_t size = element->getScalarSizeInBits() / 8;
      if (load->getType() != element || strideInBytes(load->getPointerOperand(), *counted.loop, evolution) != size)
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
    return all_of(operandsOf(*instruction), [&](Value *operand) { return isLanewise(operand); });
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
      const uint64_t size = element->getScalarSizeInBits() / 8;
      // The old loop reads all these bytes, so no address among them wraps.
      const GEPNoWrapFlags flags = GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap();
      Value *distance = builder.CreateMul(index, ConstantInt::get(index->getType(), size), "", /*HasNUW=*/true);
      Value *pointer = builder.CreateGEP(builder.getInt8Ty(), bases[load], distance, "", flags);
      if (number != 0)
        pointer = builder.CreateGEP(builder.getInt8Ty(), pointer, ConstantInt::get(index->getType(), number * lanes * size), "", flags);
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
                auto search = vector.emitLoop(ConstantInt::get(vector.indexType(), 0), vector.done(), lanes, {none},
                                              [&](Value *index, ArrayRef<Value *> carried, Value *&) -> VectorLoop::Values {
                                                done.clear();
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
  SmallVector<Extremum, 2> extrema;
  SmallVector<LoadInst *, 2> loads;
  Type *element = nullptr;
  unsigned lanes = 0;
  DenseMap<const LoadInst *, Value *> bases;
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
