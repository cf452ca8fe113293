// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vector loops in front of a scalar one.
//
// Legality. The old loop runs `trip count` iterations in any case: it has one exit, at its end, and nothing in it can leave early. So
// whatever it reads in iterations 0 to trip count - 1 may be read before it, in any order, and none of that memory changes, for it writes
// nothing. A trip count that does not fit the index type (2^32 and more) leaves all to the old loop. Its phis start with the values that
// they have after done() iterations; even ones by start + done * step, in the wrapping arithmetic in which the loop computes them.
#include "VectorLoop.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;

namespace nearnative {

bool hasLoopHints(const Loop &loop) {
  const MDNode *id = loop.getLoopID();
  if (!id)
    return false;
  return any_of(drop_begin(id->operands()), [](const MDOperand &operand) {
    const auto *node = dyn_cast<MDNode>(operand);
    const auto *name = node && node->getNumOperands() > 0 ? dyn_cast<MDString>(node->getOperand(0)) : nullptr;
    return name && name->getString() != "llvm.loop.mustprogress" && name->getString() != "llvm.loop.peeled.count" &&
           name->getString() != "llvm.loop.estimated_trip_count";
  });
}

Value *CountedLoop::next(const PHINode &recurrence) const { return recurrence.getIncomingValueForBlock(body); }

static const SCEVAddRecExpr *evenRecurrence(Value *value, const Loop &loop, ScalarEvolution &scalarEvolution) {
  if (!scalarEvolution.isSCEVable(value->getType()))
    return nullptr;
  const auto *recurrence = dyn_cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(value));
  return recurrence && recurrence->getLoop() == &loop && recurrence->isAffine() ? recurrence : nullptr;
}

std::optional<int64_t> strideInBytes(Value *address, const Loop &loop, ScalarEvolution &scalarEvolution) {
  const SCEVAddRecExpr *recurrence = evenRecurrence(address, loop, scalarEvolution);
  const auto *step = recurrence ? dyn_cast<SCEVConstant>(recurrence->getStepRecurrence(scalarEvolution)) : nullptr;
  return step ? step->getAPInt().trySExtValue() : std::nullopt;
}

/// The count of a loop whose counter might wrap before it ends, as that of `i + 4 <= n; i += 4` does for the largest n: LLVM knows none. If
/// the last value tested is n + step at most, it does not wrap, and all is as written.
bool countWithBound(CountedLoop &counted, ScalarEvolution &scalarEvolution) {
  auto *branch = dyn_cast<BranchInst>(counted.body->getTerminator());
  auto *compare = branch && branch->isConditional() ? dyn_cast<ICmpInst>(branch->getCondition()) : nullptr;
  if (!compare)
    return false;
  CmpInst::Predicate goesOn =
      branch->getSuccessor(0) == counted.body ? compare->getPredicate() : CmpInst::getInversePredicate(compare->getPredicate());
  Value *tested = compare->getOperand(0);
  Value *bound = compare->getOperand(1);
  if (counted.loop->isLoopInvariant(tested)) {
    std::swap(tested, bound);
    goesOn = CmpInst::getSwappedPredicate(goesOn);
  }
  const SCEVAddRecExpr *counter = evenRecurrence(tested, *counted.loop, scalarEvolution);
  if (!counter || !tested->getType()->isIntegerTy() || !counted.loop->isLoopInvariant(bound) ||
      (goesOn != CmpInst::ICMP_ULE && goesOn != CmpInst::ICMP_ULT))
    return false;
  const auto *start = dyn_cast<SCEVConstant>(counter->getStart());
  const auto *step = dyn_cast<SCEVConstant>(counter->getStepRecurrence(scalarEvolution));
  if (!start || !step || !step->getAPInt().isStrictlyPositive() || start->getAPInt().isNegative() ||
      start->getAPInt().ult(step->getAPInt()))
    return false;
  // How often `tested` is below the bound: from this value on, once for every step.
  const SCEV *none = scalarEvolution.getMinusSCEV(start, step);
  if (goesOn == CmpInst::ICMP_ULT)
    none = scalarEvolution.getAddExpr(none, scalarEvolution.getOne(none->getType()));
  const SCEV *beyond = scalarEvolution.getMinusSCEV(scalarEvolution.getUMaxExpr(scalarEvolution.getSCEV(bound), none), none);
  counted.backedgeTaken = scalarEvolution.getUDivExpr(beyond, step);
  counted.bound = bound;
  counted.firstTested = start->getAPInt();
  counted.largestBound = APInt::getMaxValue(step->getAPInt().getBitWidth()) - step->getAPInt();
  return true;
}

std::optional<CountedLoop> asCountedLoop(Loop &loop, ScalarEvolution &scalarEvolution, StringRef &why) {
  auto refuse = [&](StringRef reason) {
    why = reason;
    return std::nullopt;
  };
  CountedLoop counted;
  counted.loop = &loop;
  counted.preheader = loop.getLoopPreheader();
  counted.body = loop.getHeader();
  counted.exit = loop.getUniqueExitBlock();
  if (loop.getNumBlocks() != 1 || !counted.preheader || !counted.exit || counted.exit->getUniquePredecessor() != counted.body)
    return refuse("the body has control flow");
  if (hasLoopHints(loop))
    return refuse("the loop has hints of its own");
  counted.backedgeTaken = scalarEvolution.getBackedgeTakenCount(&loop);
  if ((isa<SCEVCouldNotCompute>(counted.backedgeTaken) && !countWithBound(counted, scalarEvolution)) ||
      !counted.backedgeTaken->getType()->isIntegerTy() ||
      !SCEVExpander(scalarEvolution, "").isSafeToExpandAt(counted.backedgeTaken, counted.preheader->getTerminator()))
    return refuse("the trip count is not known before the loop");

  for (PHINode &phi : counted.body->phis())
    if (evenRecurrence(&phi, loop, scalarEvolution))
      counted.inductions.push_back(&phi);
    else
      counted.recurrences.push_back(&phi);
  const auto mayLeaveLoop = [&](Value *value) {
    return any_of(counted.recurrences, [&](PHINode *phi) { return counted.next(*phi) == value; }) ||
           evenRecurrence(value, loop, scalarEvolution);
  };
  for (Instruction &instruction : *counted.body) {
    if (isa<AssumeInst>(instruction) || instruction.isDebugOrPseudoInst())
      continue;
    const auto *load = dyn_cast<LoadInst>(&instruction);
    if (instruction.mayHaveSideEffects() || (load && !load->isSimple()) || (!load && instruction.mayReadFromMemory()) ||
        isa<AllocaInst>(instruction) || !isGuaranteedToTransferExecutionToSuccessor(&instruction))
      return refuse("it does more than read and compute");
    for (const User *user : instruction.users()) {
      const auto *outside = cast<Instruction>(user);
      if (outside->getParent() == counted.body)
        continue;
      if (!isa<PHINode>(outside) || outside->getParent() != counted.exit || !mayLeaveLoop(&instruction))
        return refuse("a value of the last iteration is used after the loop");
    }
  }
  return counted;
}

VectorLoop::VectorLoop(const CountedLoop &counted, ScalarEvolution &scalarEvolution, DominatorTree &dominators, LoopInfo &loops,
                       StringRef name)
    : counted(counted), scalarEvolution(scalarEvolution), dominators(dominators), loops(loops), name(name),
      expander(scalarEvolution, "vector"), builder_(counted.preheader->getTerminator()) {
  builder_.SetCurrentDebugLocation(counted.loop->getStartLoc());
  const DataLayout &layout = counted.body->getDataLayout();
  indexType_ = cast<IntegerType>(layout.getIndexType(counted.body->getContext(), 0));
  const SCEV *count = counted.backedgeTaken;
  if (counted.bound)
    require(builder_.CreateICmpULE(counted.bound, ConstantInt::get(counted.bound->getType(), counted.largestBound)));
  if (scalarEvolution.getTypeSizeInBits(count->getType()) > indexType_->getBitWidth()) {
    require(builder_.CreateICmpULT(expand(count), ConstantInt::get(count->getType(), indexType_->getMask().getZExtValue())));
    count = scalarEvolution.getTruncateExpr(count, indexType_);
  } else {
    count = scalarEvolution.getNoopOrZeroExtend(count, indexType_);
  }
  tripCount_ = expand(scalarEvolution.getAddExpr(count, scalarEvolution.getOne(indexType_)));
}

Value *VectorLoop::expand(const SCEV *invariant) {
  return expander.expandCodeFor(invariant, invariant->getType(), counted.preheader->getTerminator());
}

void VectorLoop::require(Value *newCondition) {
  // What the old loop only computes with may be poison; what is branched on may not.
  if (!isGuaranteedNotToBeUndefOrPoison(newCondition))
    newCondition = builder_.CreateFreeze(newCondition);
  condition = condition ? builder_.CreateAnd(condition, newCondition) : newCondition;
}

BasicBlock *VectorLoop::addBlock(const Twine &suffix, BasicBlock *dominator) {
  BasicBlock *block = BasicBlock::Create(counted.body->getContext(), Twine(name) + suffix, counted.body->getParent(),
                                         oldPreheader ? oldPreheader : counted.body);
  dominators.addNewBlock(block, dominator);
  if (Loop *parent = counted.loop->getParentLoop())
    parent->addBasicBlockToLoop(block, loops);
  return block;
}

void VectorLoop::enter(unsigned newMinimum) {
  minimum = newMinimum;
  Instruction *jump = counted.preheader->getTerminator();
  require(builder_.CreateICmpUGE(tripCount_, ConstantInt::get(indexType_, minimum)));
  oldPreheader = addBlock(".rest", counted.preheader);
  BasicBlock *entry = addBlock(".entry", counted.preheader);
  builder_.CreateCondBr(condition, entry, oldPreheader);
  jump->eraseFromParent();
  builder_.SetInsertPoint(oldPreheader);
  builder_.CreateBr(counted.body);
  dominators.changeImmediateDominator(counted.body, oldPreheader);
  // The phis of the body get their values from one place in every case, which finish() fills.
  counted.body->replacePhiUsesWith(counted.preheader, oldPreheader);
  expander.clear();
  builder_.SetInsertPoint(entry);
  done_ = ConstantInt::get(indexType_, 0);
}

VectorLoop::Values VectorLoop::emitIf(Value *when, function_ref<Values()> then, function_ref<Values()> otherwise) {
  if (auto *constant = dyn_cast<ConstantInt>(when))
    return constant->isOne() ? then() : otherwise();
  BasicBlock *before = builder_.GetInsertBlock();
  BasicBlock *thenBlock = addBlock(".if", before);
  BasicBlock *otherwiseBlock = addBlock(".else", before);
  builder_.CreateCondBr(when, thenBlock, otherwiseBlock);
  builder_.SetInsertPoint(thenBlock);
  const Values thenValues = then();
  thenBlock = builder_.GetInsertBlock();
  builder_.SetInsertPoint(otherwiseBlock);
  const Values otherwiseValues = otherwise();
  otherwiseBlock = builder_.GetInsertBlock();
  BasicBlock *after = addBlock(".done", before);
  builder_.CreateBr(after);
  builder_.SetInsertPoint(thenBlock);
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
  Values merged;
  for (auto [thenValue, otherwiseValue] : zip_equal(thenValues, otherwiseValues)) {
    PHINode *phi = builder_.CreatePHI(thenValue->getType(), 2);
    phi->addIncoming(thenValue, thenBlock);
    phi->addIncoming(otherwiseValue, otherwiseBlock);
    merged.push_back(phi);
  }
  return merged;
}

VectorLoop::Result VectorLoop::emitLoop(Value *from, Value *to, unsigned step, ArrayRef<Value *> initial, Trip trip, bool certain) {
  Value *empty = builder_.CreateICmpUGE(from, to);
  if (auto *constant = dyn_cast<ConstantInt>(empty); constant && constant->isOne())
    return {from, Values(initial)};
  auto *first = dyn_cast<ConstantInt>(from);
  auto *last = dyn_cast<ConstantInt>(to);
  if (first && last && last->getZExtValue() - first->getZExtValue() == step) {
    Value *stop = nullptr;
    return {to, trip(from, initial, stop)};
  }
  const bool mayBeEmpty = !certain && !isa<ConstantInt>(empty);

  BasicBlock *before = builder_.GetInsertBlock();
  BasicBlock *body = BasicBlock::Create(before->getContext(), name + ".loop", before->getParent(), oldPreheader);
  dominators.addNewBlock(body, before);
  BasicBlock *after = addBlock(".done", mayBeEmpty ? before : body);
  Loop *loop = loops.AllocateLoop();
  if (Loop *parent = counted.loop->getParentLoop())
    parent->addChildLoop(loop);
  else
    loops.addTopLevelLoop(loop);
  loop->addBasicBlockToLoop(body, loops);

  if (mayBeEmpty)
    builder_.CreateCondBr(empty, after, body);
  else
    builder_.CreateBr(body);
  builder_.SetInsertPoint(body);
  PHINode *index = builder_.CreatePHI(indexType_, 2, "index");
  index->addIncoming(from, before);
  SmallVector<PHINode *, 8> phis;
  for (Value *value : initial) {
    phis.push_back(builder_.CreatePHI(value->getType(), 2));
    phis.back()->addIncoming(value, before);
  }
  Value *stop = nullptr;
  Values carried(phis.begin(), phis.end());
  carried = trip(index, carried, stop);
  Value *next = builder_.CreateAdd(index, ConstantInt::get(indexType_, step), "next", /*HasNUW=*/true);
  Value *leave = builder_.CreateICmpUGE(next, to);
  if (stop)
    leave = builder_.CreateLogicalOr(stop, leave);
  Instruction *jump = builder_.CreateCondBr(leave, after, body);
  index->addIncoming(next, body);
  for (auto [phi, value] : zip_equal(phis, carried))
    phi->addIncoming(value, body);

  // What runs a few times only is unrolled by LLVM; all else has its shape.
  LLVMContext &context = before->getContext();
  SmallVector<Metadata *, 3> options = {
      nullptr, MDNode::get(context, {MDString::get(context, "llvm.loop.isvectorized"), ConstantAsMetadata::get(builder_.getInt32(1))})};
  if (!first || !last || last->getZExtValue() > 8 * uint64_t(step))
    options.push_back(MDNode::get(context, MDString::get(context, "llvm.loop.unroll.disable")));
  MDNode *id = MDNode::getDistinct(context, options);
  id->replaceOperandWith(0, id);
  jump->setMetadata(LLVMContext::MD_loop, id);

  builder_.SetInsertPoint(after);
  auto merge = [&](Value *skipped, Value *value) {
    PHINode *phi = builder_.CreatePHI(value->getType(), 2);
    if (mayBeEmpty)
      phi->addIncoming(skipped, before);
    phi->addIncoming(value, body);
    return phi;
  };
  Result result{merge(from, next), {}};
  for (auto [skipped, value] : zip_equal(initial, carried))
    result.carried.push_back(merge(skipped, value));
  return result;
}

void VectorLoop::giveUpIf(Value *when) {
  givingUp.push_back(builder_.GetInsertBlock());
  BasicBlock *after = addBlock(".sure", givingUp.back());
  builder_.CreateCondBr(when, oldPreheader, after);
  builder_.SetInsertPoint(after);
}

VectorLoop::Values VectorLoop::advance(unsigned elements, ArrayRef<Value *> initial, Trip trip, bool certain) {
  Value *to = builder_.CreateAnd(tripCount_, ConstantInt::get(indexType_, -int64_t(elements), /*IsSigned=*/true));
  certain |= PatternMatch::match(done_, PatternMatch::m_Zero()) && elements <= minimum;
  Result result = emitLoop(done_, to, elements, initial, trip, certain);
  done_ = isa<ConstantInt>(to) ? to : result.index;
  return result.carried;
}

Value *VectorLoop::evenValue(Value *value, const SCEV *iteration) {
  const SCEVAddRecExpr *even = evenRecurrence(value, *counted.loop, scalarEvolution);
  const SCEV *step = even->getStepRecurrence(scalarEvolution);
  const SCEV *distance = scalarEvolution.getMulExpr(scalarEvolution.getTruncateOrZeroExtend(iteration, step->getType()), step);
  return expander.expandCodeFor(scalarEvolution.getAddExpr(even->getStart(), distance), value->getType(), &*builder_.GetInsertPoint());
}

Value *VectorLoop::valueAfterLoop(Value *value, ArrayRef<Value *> values) {
  if (counted.loop->isLoopInvariant(value))
    return value;
  for (auto [phi, resumed] : zip_equal(counted.recurrences, values))
    if (counted.next(*phi) == value)
      return resumed;
  return evenValue(value, counted.backedgeTaken);
}

void VectorLoop::finish(ArrayRef<Value *> values, Rest rest) {
  BasicBlock *last = builder_.GetInsertBlock();
  // Something to expand in front of.
  Instruction *end = builder_.CreateUnreachable();
  builder_.SetInsertPoint(end);
  for (PHINode &phi : counted.exit->phis())
    phi.addIncoming(valueAfterLoop(phi.getIncomingValueForBlock(counted.body), values), last);

  auto resume = [&](PHINode &phi, Value *value) {
    const int old = phi.getBasicBlockIndex(oldPreheader);
    IRBuilder<> start(oldPreheader, oldPreheader->getFirstNonPHIIt());
    PHINode *merged = start.CreatePHI(phi.getType(), 2, "resumed");
    merged->setDebugLoc(phi.getDebugLoc());
    merged->addIncoming(phi.getIncomingValue(old), counted.preheader);
    for (BasicBlock *block : givingUp)
      merged->addIncoming(phi.getIncomingValue(old), block);
    merged->addIncoming(value, last);
    phi.setIncomingValue(old, merged);
  };
  if (rest == Rest::oldLoop) {
    for (auto [phi, value] : zip_equal(counted.recurrences, values))
      resume(*phi, value);
    auto *constant = dyn_cast<ConstantInt>(done_);
    const SCEV *iteration = constant ? scalarEvolution.getConstant(constant) : scalarEvolution.getUnknown(done_);
    for (PHINode *phi : counted.inductions)
      resume(*phi, evenValue(phi, iteration));
    Value *left = builder_.CreateICmpULT(done_, tripCount_);
    builder_.CreateCondBr(left, oldPreheader, counted.exit);
    // As the vectorizer does for its remainders: for so few iterations copies are only more code.
    addStringMetadataToLoop(counted.loop, "llvm.loop.unroll.runtime.disable");
  } else {
    builder_.CreateBr(counted.exit);
  }
  end->eraseFromParent();
  dominators.changeImmediateDominator(counted.exit, counted.preheader);
  // The exit must have no predecessor outside the loop.
  SplitBlockPredecessors(counted.exit, {counted.body}, ".rest", &dominators, &loops, nullptr, /*PreserveLCSSA=*/true);

  for (PHINode &phi : counted.exit->phis())
    scalarEvolution.forgetValue(&phi);
  scalarEvolution.forgetTopmostLoop(counted.loop);
  scalarEvolution.forgetBlockAndLoopDispositions();
}

} // namespace nearnative
