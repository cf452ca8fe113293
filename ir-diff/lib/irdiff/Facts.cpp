// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Facts.h"

#include "irdiff/Cost.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <map>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

/// x86-64 without AVX-512 has so many; more straight-line operations than that cannot be in flight, however long the code.
constexpr unsigned vectorRegisters = 16;

unsigned lanesOf(const Type *type) {
  const auto *vector = dyn_cast<FixedVectorType>(type);
  return vector ? vector->getNumElements() : 1;
}

bool isArithmeticIntrinsic(const IntrinsicInst &intrinsic) {
  if (intrinsic.getType()->isVoidTy() || isa<MemIntrinsic>(intrinsic) || intrinsic.isAssumeLikeIntrinsic())
    return false;
  switch (intrinsic.getIntrinsicID()) {
  case Intrinsic::masked_load:
  case Intrinsic::masked_gather:
    return false;
  default:
    return intrinsic.getType()->isFPOrFPVectorTy() || intrinsic.getType()->isIntOrIntVectorTy();
  }
}

/// Value arithmetic; neither bit casts nor the insertion of lanes.
bool isArithmetic(const Instruction &instruction) {
  if (isa<BinaryOperator, UnaryOperator, SelectInst>(instruction))
    return true;
  if (isa<CmpInst>(instruction))
    return !instruction.getOperand(0)->getType()->isPtrOrPtrVectorTy();
  if (const auto *cast = dyn_cast<CastInst>(&instruction))
    return !isa<BitCastInst, PtrToIntInst, IntToPtrInst, AddrSpaceCastInst>(cast);
  if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction))
    return isArithmeticIntrinsic(*intrinsic);
  return false;
}

/// The type of an operation: the widest of its result and its operands (a reduction's result is scalar).
Type *widestTypeOf(const Instruction &instruction) {
  if (isa<CmpInst>(instruction))
    return instruction.getOperand(0)->getType();
  Type *type = instruction.getType();
  for (const Value *operand : instruction.operands())
    if (lanesOf(operand->getType()) > lanesOf(type))
      type = operand->getType();
  return type;
}

/// The lanes and element size of an operation.
std::pair<unsigned, unsigned> shapeOf(const Instruction &instruction) {
  const Type *type = widestTypeOf(instruction);
  return {lanesOf(type), type->getScalarSizeInBits()};
}

/// A reduction of the lanes of a vector to one value.
bool isHorizontal(const Instruction &instruction) {
  return isa<IntrinsicInst>(instruction) && isa<FixedVectorType>(instruction.getOperand(0)->getType()) &&
         !instruction.getType()->isVectorTy();
}

void countAccess(AccessesBySize &accesses, const Type *type, unsigned parts) {
  const uint64_t bytes = std::max<uint64_t>(1, type->getPrimitiveSizeInBits().getKnownMinValue() / 8 / std::max(1u, parts));
  accesses[std::min<size_t>(accesses.size() - 1, Log2_64_Ceil(bytes))] += parts;
}

/// Whether the source accesses memory by a vector type. Such accesses alias everything, those that vectorizers make keep the type of their
/// elements.
bool isWrittenAsVector(const Instruction &access, const Type *type) {
  if (!isa<FixedVectorType>(type) || type->getScalarSizeInBits() <= 8)
    return false;
  const MDNode *tag = access.getMetadata(LLVMContext::MD_tbaa);
  const auto *accessed = tag && tag->getNumOperands() > 1 ? dyn_cast<MDNode>(tag->getOperand(1)) : nullptr;
  const auto *name = accessed && accessed->getNumOperands() ? dyn_cast<MDString>(accessed->getOperand(0)) : nullptr;
  return name && name->getString() == "omnipotent char";
}

/// Additions that an address costs: one per index that is not a constant.
unsigned addressOperations(const Instruction &instruction) {
  const auto *address = dyn_cast<GetElementPtrInst>(&instruction);
  return address ? static_cast<unsigned>(count_if(address->indices(), [](const Use &index) { return !isa<Constant>(index); })) : 0;
}

/// Scalar integer arithmetic that only makes addresses, counts or decides when the loop ends: it is not the loop's work.
SmallPtrSet<const Instruction *, 32> bookkeeping(ArrayRef<const Instruction *> instructions) {
  SmallPtrSet<const Instruction *, 32> result;
  const auto onlyFeedsBookkeeping = [&](const Instruction &instruction) {
    return all_of(instruction.users(), [&](const User *user) {
      const auto *userInstruction = dyn_cast<Instruction>(user);
      return userInstruction && (isa<GetElementPtrInst, BranchInst, SwitchInst, AssumeInst>(userInstruction) ||
                                 result.contains(userInstruction) || userInstruction == &instruction);
    });
  };
  // Counters first: a phi and its increment use each other.
  for (const Instruction *instruction : instructions)
    if (const auto *phi = dyn_cast<PHINode>(instruction); phi && phi->getType()->isIntegerTy())
      for (const Value *incoming : phi->incoming_values())
        if (match(incoming, m_c_Add(m_Specific(phi), m_ConstantInt()))) {
          result.insert(phi);
          result.insert(cast<Instruction>(incoming));
        }
  // Users come after their operands, so that one backward walk settles almost all; the second one sees the way round the loop.
  for (unsigned walk = 0; walk < 2; ++walk)
    for (const Instruction *instruction : reverse(instructions))
      if ((instruction->getType()->isIntegerTy() || isa<CmpInst>(instruction)) && !instruction->getType()->isVectorTy() &&
          onlyFeedsBookkeeping(*instruction))
        result.insert(instruction);
  return result;
}

/// A scalar copied to all lanes; targets do it with one instruction.
bool isSplat(const InsertElementInst &insert) {
  return isa<UndefValue>(insert.getOperand(0)) && all_of(insert.users(), [](const User *user) {
           const auto *shuffle = dyn_cast<ShuffleVectorInst>(user);
           return shuffle && shuffle->isZeroEltSplat();
         });
}

bool callsOnPurpose(const CallBase &call) { return !call.isInlineAsm() && !isa<IntrinsicInst>(call); }

std::string nameOfCallee(const CallBase &call) {
  const auto *callee = call.getCalledFunction();
  return callee ? callee->getName().str() : "a function pointer";
}

/// `llvm.exp.v4f32` → `exp`.
std::string operationName(const Instruction &instruction) {
  const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction);
  if (!intrinsic)
    return instruction.getOpcodeName();
  StringRef name = Intrinsic::getBaseName(intrinsic->getIntrinsicID());
  name.consume_front("llvm.");
  return name.str();
}

/// Work by lanes: how many elements are worked on in operations of how many lanes.
struct Work {
  std::map<unsigned, unsigned, std::greater<>> byLanes;
  std::map<unsigned, unsigned> bitsAtLanes;

  void add(unsigned lanes, unsigned bits) {
    byLanes[lanes] += lanes;
    bitsAtLanes[lanes] = std::max(bitsAtLanes[lanes], bits);
  }
  /// The lanes at or above which half of the work is done: a lone vector operation among scalar ones does not make code a vector code.
  unsigned typicalLanes() const {
    unsigned total = 0, sum = 0;
    for (const auto &[lanes, work] : byLanes)
      total += work;
    for (const auto &[lanes, work] : byLanes) {
      sum += work;
      if (sum * 2 >= total)
        return lanes;
    }
    return 1;
  }
};

struct Counts {
  CodeFacts facts;
  Work arithmetic, memory;
};

void addCallee(CodeFacts &facts, std::string name) {
  if (facts.callees.size() < 4 && !is_contained(facts.callees, name))
    facts.callees.push_back(std::move(name));
}

/// Whether a lane's value becomes part of a vector again.
bool isPutIntoLane(const Instruction &instruction) {
  return any_of(instruction.users(), [](const User *user) { return isa<InsertElementInst>(user); });
}

void countCall(const CallBase &call, const Lowering &lowering, CodeFacts &facts) {
  if (!callsOnPurpose(call) || call.doesNotReturn() || lowering.isInstruction(call))
    return;
  ++facts.scalarCalls;
  facts.laneCalls += isPutIntoLane(call);
  addCallee(facts, nameOfCallee(call));
}

void countLanes(const Instruction &instruction, CodeFacts &facts) {
  if (const auto *insert = dyn_cast<InsertElementInst>(&instruction)) {
    if (isSplat(*insert))
      return;
    ++facts.laneMoves;
    facts.laneMemory += isa<LoadInst>(insert->getOperand(1));
  } else if (const auto *extract = dyn_cast<ExtractElementInst>(&instruction)) {
    ++facts.laneMoves;
    // A lane of a mask decides whether a lane is stored.
    facts.laneMemory +=
        extract->getType()->isIntegerTy(1) || any_of(extract->users(), [](const User *user) { return isa<StoreInst>(user); });
  } else if (isa<ShuffleVectorInst>(instruction)) {
    ++facts.shuffles;
  }
}

void countFate(const Instruction &instruction, const Lowering &lowering, CodeFacts &facts) {
  const unsigned lanes = shapeOf(instruction).first;
  switch (lowering.fateOf(instruction)) {
  case Fate::Inline:
    return;
  case Fate::PerLane:
    facts.laneMoves += 2 * lanes;
    if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction); intrinsic && intrinsic->mayReadOrWriteMemory())
      facts.laneMemory += lanes;
    return;
  case Fate::CallPerLane:
    facts.scalarCalls += lanes;
    if (lanes > 1) {
      facts.laneCalls += lanes;
      facts.laneMoves += 2 * lanes;
    }
    addCallee(facts, operationName(instruction));
    return;
  }
}

Counts countInstructions(ArrayRef<const Instruction *> instructions, const Lowering &lowering, const Instruction *control) {
  Counts counts;
  CodeFacts &facts = counts.facts;
  const auto notWork = bookkeeping(instructions);
  for (const Instruction *instruction : instructions) {
    facts.checks += isCheck(*instruction, control);
    facts.addressArithmetic += addressOperations(*instruction);
    countLanes(*instruction, facts);
    countFate(*instruction, lowering, facts);
    if (const auto *call = dyn_cast<CallBase>(instruction))
      countCall(*call, lowering, facts);
    if (const auto *load = dyn_cast<LoadInst>(instruction)) {
      const unsigned parts = lowering.registersFor(load->getType());
      facts.loads += parts;
      countAccess(facts.loadsBySize, load->getType(), parts);
      facts.vectorTypes |= isWrittenAsVector(*load, load->getType());
      counts.memory.add(lanesOf(load->getType()), load->getType()->getScalarSizeInBits());
    } else if (const auto *store = dyn_cast<StoreInst>(instruction)) {
      Type *type = store->getValueOperand()->getType();
      const unsigned parts = lowering.registersFor(type);
      facts.stores += parts;
      countAccess(facts.storesBySize, type, parts);
      facts.vectorTypes |= isWrittenAsVector(*store, type);
      counts.memory.add(lanesOf(type), type->getScalarSizeInBits());
    }
    if (isArithmetic(*instruction) && !notWork.contains(instruction)) {
      const auto [lanes, bits] = shapeOf(*instruction);
      (lanes > 1 ? facts.vectorArithmetic : facts.scalarArithmetic) += lowering.registersFor(widestTypeOf(*instruction));
      // The sum of a vector's lanes, after a loop inside, does not make the code around it vector code.
      if (bits > 1 && !isHorizontal(*instruction))
        counts.arithmetic.add(lanes, bits);
    }
  }
  return counts;
}

void setWidth(Counts &counts) {
  const Work &work = counts.arithmetic.byLanes.empty() ? counts.memory : counts.arithmetic;
  counts.facts.width = work.typicalLanes();
  const auto bits = work.bitsAtLanes.find(counts.facts.width);
  for (const auto &[lanes, elements] : work.byLanes)
    counts.facts.vectorWork += lanes > 1 ? elements : 0;
  counts.facts.elementBits = bits == work.bitsAtLanes.end() ? 0 : bits->second;
}

/// The vectorizer's width in a loop that does `step` source iterations per pass; 1 when the loop has no vectors.
unsigned vectorizationWidth(const Counts &counts, uint64_t step) {
  const auto widthFrom = [&](unsigned lanes) -> unsigned {
    if (lanes <= 1)
      return 1;
    if (step % lanes == 0)
      return lanes;
    // Members of a structure side by side in one vector: 4 iterations of 4 members are 16 lanes.
    return lanes % step == 0 ? static_cast<unsigned>(step) : 1;
  };
  if (const unsigned width = widthFrom(counts.facts.width); width > 1)
    return width;
  for (const Work *work : {&counts.memory, &counts.arithmetic})
    for (const auto &[lanes, elements] : work->byLanes)
      if (const unsigned width = widthFrom(lanes); width > 1)
        return width;
  return 1;
}

/// How often the source's operations occur: copies of one operation share its position. 1 when positions say nothing. `step`, if known, is
/// a multiple of the answer.
unsigned copiesBySourcePosition(ArrayRef<const Instruction *> instructions, LocationHashes &locations, uint64_t step) {
  std::map<std::pair<unsigned, uint64_t>, unsigned> occurrences;
  for (const Instruction *instruction : instructions)
    if (doesWork(*instruction))
      if (const uint64_t hash = locations.of(instruction->getDebugLoc().get()))
        ++occurrences[{instruction->getOpcode(), hash}];
  unsigned best = 1;
  // Some copies are merged or hoisted: it is enough that half of the operations occur a multiple of that often.
  for (const auto &[key, candidate] : occurrences) {
    if (candidate <= best || (step && step % candidate != 0))
      continue;
    const auto agreeing = count_if(occurrences, [&](const auto &other) { return other.second % candidate == 0; });
    if (static_cast<size_t>(agreeing) * 2 >= occurrences.size())
      best = candidate;
  }
  return best;
}

const BasicBlock *onlyLatch(const Loop &loop) { return loop.getLoopLatch(); }

/// A sum or product of the lanes of a vector, one after the other.
bool isOrderedReduction(const IntrinsicInst &intrinsic) {
  const Intrinsic::ID id = intrinsic.getIntrinsicID();
  return (id == Intrinsic::vector_reduce_fadd || id == Intrinsic::vector_reduce_fmul) && !intrinsic.hasAllowReassoc();
}

/// The values that depend on `phi` within one pass and have its type.
SmallPtrSet<const Value *, 32> dependents(const PHINode &phi, const Loop &loop) {
  SmallPtrSet<const Value *, 32> result;
  SmallVector<const Value *, 32> pending{&phi};
  while (!pending.empty() && result.size() < 4096) {
    const Value *value = pending.pop_back_val();
    if (!result.insert(value).second)
      continue;
    for (const User *user : value->users()) {
      const auto *instruction = dyn_cast<Instruction>(user);
      if (instruction && instruction->getType() == phi.getType() && !isa<PHINode>(instruction) && loop.contains(instruction))
        pending.push_back(instruction);
    }
  }
  return result;
}

/// How many source iterations one accumulator goes through in one pass: the operations between the phi and its next value, by position.
unsigned chainedIterations(const PHINode &phi, const Loop &loop, LocationHashes &locations) {
  const BasicBlock *latch = onlyLatch(loop);
  if (!latch)
    return 1;
  const auto reachable = dependents(phi, loop);
  unsigned steps = 0;
  DenseSet<std::pair<unsigned, uint64_t>> distinct;
  const Value *at = phi.getIncomingValueForBlock(latch);
  while (at != &phi && reachable.contains(at) && steps < 1024) {
    const auto *instruction = cast<Instruction>(at);
    ++steps;
    distinct.insert({instruction->getOpcode(), locations.of(instruction->getDebugLoc().get())});
    at = nullptr;
    for (const Value *operand : instruction->operands())
      if (reachable.contains(operand))
        at = operand;
    if (!at)
      return 1;
  }
  return at == &phi && !distinct.empty() && steps % distinct.size() == 0 ? std::max<unsigned>(1, steps / distinct.size()) : 1;
}

/// The longest chain from a header phi to its next value, over all phis, in cycles.
double latencyOf(const Loop &loop) {
  constexpr unsigned phisLookedAt = 16; // the accumulators of a tile are alike
  const BasicBlock *latch = onlyLatch(loop);
  double longest = latencyOfInteger; // the counter
  unsigned seen = 0;
  for (const PHINode &phi : loop.getHeader()->phis()) {
    if (!latch || (!phi.getType()->isFPOrFPVectorTy() && !phi.getType()->isIntOrIntVectorTy()) || ++seen > phisLookedAt)
      continue;
    const auto reachable = dependents(phi, loop);
    const Value *next = phi.getIncomingValueForBlock(latch);
    if (!reachable.contains(next))
      continue;
    // From the next value back to the phi, depth first: values between them form no cycle without another phi.
    DenseMap<const Value *, double> known{{&phi, 0}};
    SmallVector<const Value *, 32> pending{next};
    while (!pending.empty()) {
      const Value *value = pending.back();
      double before = 0;
      bool ready = true;
      for (const Value *operand : cast<Instruction>(value)->operands()) {
        if (!reachable.contains(operand))
          continue;
        const auto found = known.find(operand);
        if (found == known.end()) {
          pending.push_back(operand);
          ready = false;
        } else {
          before = std::max(before, found->second);
        }
      }
      if (!ready)
        continue;
      pending.pop_back();
      const auto *intrinsic = dyn_cast<IntrinsicInst>(value);
      const bool calls = isa<CallBase>(value) && !intrinsic;
      const unsigned lanesInOrder = intrinsic && isOrderedReduction(*intrinsic) ? lanesOf(intrinsic->getArgOperand(1)->getType()) : 1;
      known[value] = before + (calls                                  ? operationsOfCall
                               : value->getType()->isFPOrFPVectorTy() ? latencyOfFloat * lanesInOrder
                                                                      : latencyOfInteger);
    }
    longest = std::max(longest, known.lookup(next));
  }
  return longest;
}

struct Accumulators {
  unsigned vectors = 0; ///< accumulators that are vectors
  unsigned lanes = 0;   ///< their lanes, in sum
  unsigned chained = 1; ///< source iterations each goes through per pass
};

Accumulators vectorAccumulators(const Loop &loop, LocationHashes &locations) {
  Accumulators result;
  for (const PHINode &phi : loop.getHeader()->phis()) {
    const BasicBlock *latch = onlyLatch(loop);
    if (!isa<FixedVectorType>(phi.getType()) || !latch)
      continue;
    const Value *next = phi.getIncomingValueForBlock(latch);
    // A vector of counters is bookkeeping.
    if (match(next, m_c_Add(m_Specific(&phi), m_Constant())))
      continue;
    ++result.vectors;
    result.lanes += lanesOf(phi.getType());
    if (result.vectors == 1)
      result.chained = chainedIterations(phi, loop, locations);
  }
  return result;
}

/// The increment of a counter per pass: follows additions of constants from the next value back to the phi.
uint64_t stepOf(const PHINode &phi, const Value *next) {
  APInt sum;
  for (unsigned depth = 0; depth < 256; ++depth) {
    if (next == &phi)
      return sum.getBitWidth() > 1 || !sum.isZero() ? sum.abs().getLimitedValue() : 0;
    const auto *instruction = dyn_cast<BinaryOperator>(next);
    const auto *constant = instruction ? dyn_cast<ConstantInt>(instruction->getOperand(1)) : nullptr;
    if (!constant)
      return 0;
    const bool adds = instruction->getOpcode() == Instruction::Add ||
                      (instruction->getOpcode() == Instruction::Or && cast<PossiblyDisjointInst>(instruction)->isDisjoint());
    if (!adds)
      return 0;
    sum = depth == 0 ? constant->getValue() : sum + constant->getValue();
    next = instruction->getOperand(0);
  }
  return 0;
}

} // namespace

bool doesWork(const Instruction &instruction) {
  if (isa<LoadInst, StoreInst>(instruction))
    return true;
  if (const auto *call = dyn_cast<CallBase>(&instruction))
    return !isa<IntrinsicInst>(call) || isa<MemIntrinsic>(call) || isArithmeticIntrinsic(cast<IntrinsicInst>(*call));
  return isArithmetic(instruction) && instruction.getType()->isFPOrFPVectorTy();
}

bool hasLoopFlag(const Loop &loop, StringRef name) {
  const MDNode *id = loop.getLoopID();
  if (!id)
    return false;
  return any_of(drop_begin(id->operands()), [&](const MDOperand &operand) {
    const auto *node = dyn_cast<MDNode>(operand);
    const auto *text = node && node->getNumOperands() ? dyn_cast<MDString>(node->getOperand(0)) : nullptr;
    return text && text->getString() == name;
  });
}

bool isWrittenForNative(const CodeFacts &native, const CodeFacts &wasm) {
  return native.vectorTypes && native.vectorizer == Vectorizer::StraightLine && !wasm.vectorTypes;
}

bool endsProgram(const BasicBlock &block) {
  const BasicBlock *at = &block;
  for (unsigned hops = 0; at && hops < 4; ++hops, at = at->getSingleSuccessor()) {
    const Instruction *end = at->getTerminator();
    if (const auto *call = dyn_cast<InvokeInst>(end))
      return call->doesNotReturn();
    if (isa<UnreachableInst>(end)) {
      const Instruction *before = end->getPrevNode();
      const auto *call = dyn_cast_or_null<CallBase>(before);
      return call && call->doesNotReturn();
    }
  }
  return false;
}

bool isCheck(const Instruction &instruction, const Instruction *control) {
  if (!isa<BranchInst, SwitchInst>(instruction) || &instruction == control || instruction.getNumSuccessors() < 2)
    return false;
  return any_of(successors(&instruction), [](const BasicBlock *block) { return endsProgram(*block); });
}

Counter counterOf(const Loop &loop) {
  Counter counter;
  const BasicBlock *latch = onlyLatch(loop);
  const BasicBlock *before = loop.getLoopPredecessor();
  const auto *branch = latch ? dyn_cast<BranchInst>(latch->getTerminator()) : nullptr;
  const auto *compare = branch && branch->isConditional() ? dyn_cast<ICmpInst>(branch->getCondition()) : nullptr;
  uint64_t decidingStep = 0, otherStep = 0;
  bool onlyCounts = false;
  for (const PHINode &phi : loop.getHeader()->phis()) {
    if (!latch || !phi.getType()->isIntegerTy())
      continue;
    const Value *next = phi.getIncomingValueForBlock(latch);
    const uint64_t step = stepOf(phi, next);
    if (!step)
      continue;
    const bool decides = compare && (compare->getOperand(0) == next || compare->getOperand(0) == &phi || compare->getOperand(1) == next);
    uint64_t &known = decides ? decidingStep : otherStep;
    if (known)
      continue;
    known = step;
    if (!decides)
      continue;
    onlyCounts = phi.hasOneUse() && all_of(next->users(), [&](const User *user) { return user == &phi || user == compare; });
    const auto *first = before ? dyn_cast<ConstantInt>(phi.getIncomingValueForBlock(before)) : nullptr;
    const auto *last = dyn_cast<ConstantInt>(compare->getOperand(1));
    if (first && last && first->getBitWidth() == last->getBitWidth() && compare->isEquality() && compare->getOperand(0) == next)
      counter.passes = (last->getValue() - first->getValue()).abs().getLimitedValue() / step;
  }
  // LLVM before 16 unrolled vectorized loops and added a counter that goes by vectors.
  const bool countsVectors = onlyCounts && decidingStep > 1 && otherStep > decidingStep && otherStep % decidingStep == 0;
  counter.step = decidingStep && !countsVectors ? decidingStep : otherStep;
  return counter;
}

CodeFacts factsOfLoop(const Loop &loop, ArrayRef<const BasicBlock *> blocks, const Lowering &lowering, LocationHashes &locations) {
  std::vector<const Instruction *> instructions;
  for (const BasicBlock *block : blocks)
    for (const Instruction &instruction : *block)
      instructions.push_back(&instruction);
  const BasicBlock *latch = onlyLatch(loop);
  Counts counts = countInstructions(instructions, lowering, latch ? latch->getTerminator() : nullptr);
  setWidth(counts);
  CodeFacts &facts = counts.facts;
  const uint64_t step = counterOf(loop).step;
  const bool vectorizerRan = hasLoopFlag(loop, "llvm.loop.isvectorized");

  if (vectorizerRan && step > 1) {
    // The loop vectorizer counts iterations of the source loop, width x interleave (x later unrolling) of them per pass.
    const unsigned widest = vectorizationWidth(counts, step);
    if (widest > 1) {
      facts.width = widest;
      facts.vectorizer = Vectorizer::Loop;
      facts.iterations = static_cast<unsigned>(std::min<uint64_t>(step, 1u << 20));
      const Accumulators accumulators = vectorAccumulators(loop, locations);
      facts.interleave = std::max(1u, facts.iterations / facts.width / (accumulators.vectors ? accumulators.chained : 1));
    }
  }
  if (facts.vectorizer == Vectorizer::None) {
    facts.iterations = copiesBySourcePosition(instructions, locations, step);
    if (facts.width > 1) {
      facts.vectorizer = Vectorizer::StraightLine;
      const Accumulators accumulators = vectorAccumulators(loop, locations);
      const auto stores = count_if(instructions, [](const Instruction *instruction) {
        return isa<StoreInst>(instruction) && instruction->getOperand(0)->getType()->isVectorTy();
      });
      // Without accumulators, what is stored per iteration can be in flight.
      const unsigned independent = accumulators.lanes ? accumulators.lanes / facts.width : static_cast<unsigned>(stores) / facts.iterations;
      facts.interleave = std::clamp(independent, 1u, vectorRegisters);
    }
  }
  facts.latency = latencyOf(loop);
  return facts;
}

CodeFacts factsOfStraightLine(ArrayRef<const Instruction *> instructions, const Lowering &lowering, LocationHashes &locations) {
  Counts counts = countInstructions(instructions, lowering, nullptr);
  setWidth(counts);
  CodeFacts &facts = counts.facts;
  facts.state = LoopState::Unrolled;
  facts.iterations = copiesBySourcePosition(instructions, locations, 0);
  if (facts.isVector()) {
    facts.vectorizer = Vectorizer::StraightLine;
    facts.interleave = std::min(facts.iterations, vectorRegisters);
    facts.iterations *= facts.width;
  }
  return facts;
}

} // namespace irdiff
