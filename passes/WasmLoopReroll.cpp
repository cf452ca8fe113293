// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-loop-reroll: loops that were unrolled by hand, as plain loops again.
//
// What. The body of an innermost loop of one block is k copies of the same work, each a constant distance further on in memory:
//   for (; i + 4 <= n; i += 4) { o[i] = f(a[i]); o[i + 1] = f(a[i + 1]); o[i + 2] = f(a[i + 2]); o[i + 3] = f(a[i + 3]); }
// It becomes a loop of one copy and k times as many trips. The loop vectorizer would see strided groups in the unrolled loop, and the
// straight-line vectorizer finds parts of it; the passes after this one, too, know plain loops.
//
// Legality.
// Copies. Every store and every term of a reduction of copy 0 has a counterpart in copies 1 to k - 1 that is the same tree of operations,
// where operands are the same invariants, or advance evenly and are j / k of a step further in copy j, or are loaded from such addresses.
// Flags that make poison are intersected. Whatever has no copy is only used to compute addresses or is dead.
// Order. Element i of the new loop is copy i % k of trip i / k of the old one, so the order between trips stays. Within a trip, of two
// accesses of which one writes and that change places, alias analysis or a constant distance must say that they do not overlap; or the
// bytes from the first to the last that either touches in the whole loop are compared before it, and the old loop stays for overlaps.
// Reductions. Either the value goes from copy to copy in order, and all operations stay as they are; or the operation is associative and
// commutative exactly (integers; floats only where the source says reassoc and nsz) and the terms are added in another order, without nsw
// and nuw. Several accumulators of the same kind become one, the others keep their starts: only if what follows the loop combines them
// all by the same operation on every way, each exactly once, and uses them for nothing else.
// Values. After the loop, only values that advance evenly, reductions, and values of the last copy may be used.
// Counter. Every trip makes all of its accesses: there is no control flow, and all calls return. The addresses of one access advance by
// d bytes per element inside one object, which is smaller than half the address space. So (elements - 1) * |d| is, too: the counter and
// the offsets wrap neither signed nor unsigned, and every address is inbounds. A counter of the source that would wrap for the largest
// bounds (i + 4 <= n) makes a program undefined by the same argument; the count is taken as if it did not.
//
// Which loops. Only what the vectorizers take afterwards, for a plain scalar loop is slower than an unrolled one: consecutive stores (or
// whole groups of 2 to 4 elements), operations with vector instructions, no floating-point sums whose order must be kept, no reading of
// what an earlier copy has just written, no register tiles.
//
// Where. Before all other passes, right before the vectorizers; not below -O2 and not for size.
#include "WasmLoopReroll.h"

#include "VectorLoop.h"
#include "WasmFunction.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

#include <numeric>

using namespace llvm;

namespace nearnative {
namespace {

constexpr char passName[] = "wasm-loop-reroll";

constexpr unsigned mostCopies = 32;
constexpr unsigned mostInstructions = 600;
constexpr unsigned mostAccumulators = 64;
/// Pairs of places that are compared before a loop.
constexpr unsigned mostChecks = 4;

/// Calls with vector instructions, or that other passes give some.
bool isVectorCall(const CallInst &call) {
  if (!call.doesNotAccessMemory() || call.hasOperandBundles())
    return false;
  switch (call.getIntrinsicID()) {
  case Intrinsic::round:
  case Intrinsic::lrint:
  case Intrinsic::lround:
  case Intrinsic::llrint:
  case Intrinsic::llround:
  case Intrinsic::maxnum:
  case Intrinsic::minnum:
  case Intrinsic::fptosi_sat:
  case Intrinsic::fptoui_sat:
  case Intrinsic::sadd_sat:
  case Intrinsic::ssub_sat:
  case Intrinsic::uadd_sat:
  case Intrinsic::usub_sat:
    return true;
  default:
    return hasVectorForm(call.getIntrinsicID());
  }
}

/// Operations that may be in a copy, besides loads and stores.
bool isVectorOperation(const Instruction &instruction) {
  if (const auto *call = dyn_cast<CallInst>(&instruction))
    return isVectorCall(*call);
  switch (instruction.getOpcode()) {
  case Instruction::UDiv:
  case Instruction::SDiv:
  case Instruction::URem:
  case Instruction::SRem:
  case Instruction::FRem:
    return false; // one lane at a time
  default:
    return isa<BinaryOperator, UnaryOperator, CastInst, CmpInst, SelectInst>(instruction) && !isa<PtrToIntInst, IntToPtrInst>(instruction);
  }
}

/// Whether a value that goes from copy to copy by this operation is a reduction for the vectorizer or for another pass.
bool mayCarry(const Instruction &instruction) {
  if (const auto *call = dyn_cast<IntrinsicInst>(&instruction)) {
    switch (call->getIntrinsicID()) {
    case Intrinsic::maxnum:
    case Intrinsic::minnum:
    case Intrinsic::maximum:
    case Intrinsic::minimum:
    case Intrinsic::smax:
    case Intrinsic::smin:
    case Intrinsic::umax:
    case Intrinsic::umin:
      return true;
    default:
      return false;
    }
  }
  if (isa<BinaryOperator>(instruction))
    return (instruction.getOpcode() == Instruction::Add || instruction.getOpcode() == Instruction::Sub);
  return isa<SelectInst, CmpInst>(instruction);
}

bool isExactReduction(const Instruction &instruction) {
  return instruction.getNumOperands() >= 2 && instruction.isAssociative() && instruction.isCommutative() &&
         (isa<BinaryOperator>(instruction) || isa<IntrinsicInst>(instruction));
}

bool isSameReduction(const Instruction &left, const Instruction &right) {
  const auto *call = dyn_cast<IntrinsicInst>(&left);
  const auto *other = dyn_cast<IntrinsicInst>(&right);
  return left.getOpcode() == right.getOpcode() && left.getType() == right.getType() &&
         (call ? call->getIntrinsicID() : Intrinsic::not_intrinsic) == (other ? other->getIntrinsicID() : Intrinsic::not_intrinsic);
}

class Reroller {
public:
  Reroller(Loop &loop, ScalarEvolution &scalarEvolution, AAResults &aliases, DominatorTree &dominators, LoopInfo &loops)
      : loop(loop), scalarEvolution(scalarEvolution), aliases(aliases), dominators(dominators), loops(loops), body(loop.getHeader()) {}

  /// The number of copies to which the loop was unrolled, if it can be undone; else 0, and `why` if it looks like one.
  unsigned find() {
    if (!readLoop())
      return 0;
    for (unsigned candidate = std::min<uint64_t>(mostCopies, commonSteps); candidate >= 2; --candidate)
      if (commonSteps % candidate == 0 && looksUnrolledBy(candidate) && matchCopies(candidate))
        return candidate;
    return 0;
  }

  void rewrite();

  StringRef why;

private:
  /// A load or store whose address advances evenly.
  struct Access {
    Instruction *instruction;
    const SCEVAddRecExpr *address;
    int64_t step;
    int64_t size;
  };

  /// A value from one iteration to the next that does not advance evenly.
  struct Recurrence {
    PHINode *phi;
    Instruction *next;
    /// The terms that next adds to phi in any order; empty if the value goes through the copies in order.
    SmallVector<Value *, 8> terms;
    SmallVector<Instruction *, 8> operations;
    /// In order: what the value is after each copy.
    SmallVector<Instruction *, 8> after;
    /// The accumulator that takes this one's terms, an index of `recurrences`; itself if there is none.
    unsigned joined = 0;
    /// Terms of copy 0 of all that are joined here.
    SmallVector<Value *, 4> newTerms;
    PHINode *newPhi = nullptr;
    Value *newNext = nullptr;
  };

  bool refuse(StringRef reason) {
    if (why.empty())
      why = reason;
    return false;
  }

  bool readLoop();
  bool readCount();
  const SCEVAddRecExpr *even(Value *value) const;
  std::optional<int64_t> distance(const SCEV *to, const SCEV *from) const;
  bool looksUnrolledBy(unsigned candidate) const;

  bool matchCopies(unsigned candidate);
  bool readRecurrence(Recurrence &recurrence);
  bool readTerms(Recurrence &recurrence);
  bool readOrder(Recurrence &recurrence);
  bool matchStores();
  bool matchTerms();
  bool matchEven(const SCEVAddRecExpr *first, const SCEVAddRecExpr *other, unsigned copy) const;
  bool match(Value *first, Value *other, unsigned copy);
  bool matchOperands(Instruction *first, Instruction *other, unsigned copy);
  bool matchAll(Value *first, ArrayRef<Value *> others);
  void forget(size_t mark);
  void record(Instruction *first, Instruction *other, unsigned copy);
  Instruction *counterpart(Instruction *first, unsigned copy) const;
  void collect(Value *value);
  bool checkBeforeLoop(Instruction *one, Instruction *other);
  bool isOrderKept();
  bool mustStayApart(const Instruction *one, const Instruction *other) const;
  bool isWorthwhile();
  bool areJoinedAfterLoop(unsigned taker);
  bool readUsesAfterLoop();

  void keepForOverlap(const SCEV *count);
  Value *evenValue(const SCEVAddRecExpr *recurrence, SCEVExpander &expander, IRBuilder<> &builder);
  Value *newValue(Value *value, SCEVExpander &expander, IRBuilder<> &builder);

  Loop &loop;
  ScalarEvolution &scalarEvolution;
  AAResults &aliases;
  DominatorTree &dominators;
  LoopInfo &loops;
  BasicBlock *const body;
  BasicBlock *preheader = nullptr;
  BasicBlock *exit = nullptr;
  const SCEV *backedgeTaken = nullptr;
  SmallVector<Access, 16> accesses;
  DenseMap<const Instruction *, unsigned> positions;
  bool declaresScopes = false;
  uint64_t commonSteps = 0;

  unsigned copies = 0;
  SmallVector<Recurrence, 4> recurrences;
  /// Per copy from 1 on: what stands for an instruction of copy 0.
  SmallVector<DenseMap<Instruction *, Instruction *>, 8> counterparts;
  SmallVector<std::pair<unsigned, Instruction *>, 64> recorded;
  /// The instructions of copy 0 other than those that advance evenly.
  SetVector<Instruction *> first;
  SmallVector<StoreInst *, 4> firstStores;
  /// Accesses of copy 0 whose places, over the whole loop, must not overlap: tested before it.
  SmallVector<std::pair<Instruction *, Instruction *>, 4> compared;
  /// The operations after the loop that combine accumulators.
  SmallVector<Instruction *, 8> combining;

  Value *counter = nullptr;
  DenseMap<const SCEV *, Value *> evenValues;
  DenseMap<const Value *, Value *> newValues;
};

const SCEVAddRecExpr *Reroller::even(Value *value) const {
  if (!scalarEvolution.isSCEVable(value->getType()))
    return nullptr;
  const auto *recurrence = dyn_cast<SCEVAddRecExpr>(scalarEvolution.getSCEV(value));
  return recurrence && recurrence->getLoop() == &loop && recurrence->isAffine() &&
                 isa<SCEVConstant>(recurrence->getStepRecurrence(scalarEvolution))
             ? recurrence
             : nullptr;
}

static std::optional<int64_t> constantOf(const SCEV *value) {
  const auto *constant = dyn_cast<SCEVConstant>(value);
  return constant ? constant->getAPInt().trySExtValue() : std::nullopt;
}

std::optional<int64_t> Reroller::distance(const SCEV *to, const SCEV *from) const {
  if (to->getType() != from->getType())
    return std::nullopt;
  return constantOf(scalarEvolution.getMinusSCEV(to, from));
}

bool Reroller::readLoop() {
  preheader = loop.getLoopPreheader();
  exit = loop.getUniqueExitBlock();
  if (loop.getNumBlocks() != 1 || !preheader || !exit || exit->getUniquePredecessor() != body || hasLoopHints(loop) ||
      body->sizeWithoutDebug() > mostInstructions)
    return false;
  auto *branch = dyn_cast<BranchInst>(body->getTerminator());
  if (!branch || !branch->isConditional())
    return false;

  bool moves = false;
  for (Instruction &instruction : *body) {
    positions[&instruction] = positions.size();
    if (isa<AssumeInst>(instruction) || instruction.isDebugOrPseudoInst())
      continue;
    if (isa<NoAliasScopeDeclInst>(instruction)) {
      declaresScopes = true;
      continue;
    }
    auto *load = dyn_cast<LoadInst>(&instruction);
    auto *store = dyn_cast<StoreInst>(&instruction);
    if (load || store) {
      Type *type = getLoadStoreType(&instruction);
      if ((load ? !load->isSimple() : !store->isSimple()) || getLoadStoreAddressSpace(&instruction) != 0 ||
          !(type->isIntegerTy() || type->isFloatingPointTy()) || !body->getDataLayout().typeSizeEqualsStoreSize(type))
        return false;
      Value *pointer = getLoadStorePointerOperand(&instruction);
      if (load && loop.isLoopInvariant(pointer))
        continue;
      const SCEVAddRecExpr *address = even(pointer);
      const auto step = address ? constantOf(address->getStepRecurrence(scalarEvolution)) : std::nullopt;
      const auto size = static_cast<int64_t>(body->getDataLayout().getTypeStoreSize(type).getFixedValue());
      if (!step || *step == 0 || *step % size != 0 || *step == INT64_MIN)
        return false;
      accesses.push_back({&instruction, address, *step, size});
      commonSteps = std::gcd(commonSteps, static_cast<uint64_t>(std::abs(*step)) / static_cast<uint64_t>(size));
      moves = true;
    } else if (instruction.mayHaveSideEffects() || instruction.mayReadFromMemory() || isa<AllocaInst>(instruction)) {
      return false;
    }
  }
  if (!moves || commonSteps < 2)
    return false;
  for (PHINode &phi : body->phis()) {
    if (phi.getNumIncomingValues() != 2)
      return false;
    for (const User *user : phi.users())
      if (cast<Instruction>(user)->getParent() != body && !even(&phi))
        return false;
  }
  for (Instruction &instruction : *body)
    for (const User *user : instruction.users()) {
      const auto *outside = cast<Instruction>(user);
      if (outside->getParent() != body && (!isa<PHINode>(outside) || outside->getParent() != exit))
        return false;
    }
  return true;
}

/// Whether each access has another at the distance of one copy, in one direction or the other.
bool Reroller::looksUnrolledBy(unsigned candidate) const {
  return all_of(accesses, [&](const Access &access) {
    const int64_t step = access.step / candidate;
    return any_of(accesses, [&](const Access &other) {
      const auto between = distance(other.address, access.address);
      return between && std::abs(*between) == std::abs(step) && access.instruction->getOpcode() == other.instruction->getOpcode() &&
             access.step == other.step;
    });
  });
}

bool Reroller::readCount() {
  backedgeTaken = scalarEvolution.getBackedgeTakenCount(&loop);
  if (isa<SCEVCouldNotCompute>(backedgeTaken)) {
    CountedLoop counted;
    counted.loop = &loop;
    counted.body = body;
    counted.preheader = preheader;
    if (!countWithBound(counted, scalarEvolution))
      return false;
    // Else the accesses of some element would be beyond half the address space before the counter wraps.
    const int64_t furthest = std::abs(
        max_element(accesses, [](const Access &left, const Access &right) { return std::abs(left.step) < std::abs(right.step); })->step);
    const APInt step = APInt::getMaxValue(counted.largestBound.getBitWidth()) - counted.largestBound;
    if (counted.largestBound.getBitWidth() < body->getDataLayout().getIndexSizeInBits(0) || step.ugt(furthest) || step.ugt(1 << 16) ||
        counted.firstTested.ugt(step.getZExtValue() * 2))
      return false;
    backedgeTaken = counted.backedgeTaken;
  }
  return backedgeTaken->getType()->isIntegerTy() &&
         SCEVExpander(scalarEvolution, "").isSafeToExpandAt(backedgeTaken, preheader->getTerminator());
}

// ---- matching

void Reroller::record(Instruction *instruction, Instruction *other, unsigned copy) {
  counterparts[copy][instruction] = other;
  recorded.push_back({copy, instruction});
}

void Reroller::forget(size_t mark) {
  for (; recorded.size() > mark; recorded.pop_back())
    counterparts[recorded.back().first].erase(recorded.back().second);
}

Instruction *Reroller::counterpart(Instruction *instruction, unsigned copy) const {
  return copy == 0 ? instruction : counterparts[copy].lookup(instruction);
}

bool Reroller::matchEven(const SCEVAddRecExpr *one, const SCEVAddRecExpr *other, unsigned copy) const {
  const auto step = constantOf(one->getStepRecurrence(scalarEvolution));
  if (!step || *step % copies != 0 || one->getStepRecurrence(scalarEvolution) != other->getStepRecurrence(scalarEvolution))
    return false;
  return distance(other, one) == *step / static_cast<int64_t>(copies) * copy;
}

bool Reroller::match(Value *one, Value *another, unsigned copy) {
  if (loop.isLoopInvariant(one) || loop.isLoopInvariant(another))
    return one == another;
  auto *instruction = cast<Instruction>(one);
  auto *other = cast<Instruction>(another);
  for (const Recurrence &recurrence : recurrences)
    if (recurrence.phi == instruction)
      return recurrence.terms.empty() && recurrence.after[copy - 1] == other;
  if (instruction->getType() != other->getType())
    return false;
  const SCEVAddRecExpr *advancing = even(instruction);
  const SCEVAddRecExpr *otherAdvancing = even(other);
  if (advancing || otherAdvancing)
    return advancing && otherAdvancing && instruction->getType()->isIntegerTy() && matchEven(advancing, otherAdvancing, copy);
  if (Instruction *known = counterpart(instruction, copy))
    return known == other;
  if (instruction->getOpcode() != other->getOpcode())
    return false;
  const size_t mark = recorded.size();
  bool same = false;
  if (isa<LoadInst>(instruction)) {
    Value *pointer = getLoadStorePointerOperand(instruction);
    Value *otherPointer = getLoadStorePointerOperand(other);
    same = loop.isLoopInvariant(pointer) ? pointer == otherPointer
                                         : !loop.isLoopInvariant(otherPointer) && matchEven(even(pointer), even(otherPointer), copy);
  } else if (isVectorOperation(*instruction)) {
    same = matchOperands(instruction, other, copy);
  }
  if (!same) {
    forget(mark);
    return false;
  }
  record(instruction, other, copy);
  return true;
}

bool Reroller::matchOperands(Instruction *one, Instruction *other, unsigned copy) {
  bool straight = true;
  bool crossed = one->isCommutative();
  if (auto *compare = dyn_cast<CmpInst>(one)) {
    const CmpInst::Predicate predicate = cast<CmpInst>(other)->getPredicate();
    straight = compare->getPredicate() == predicate;
    crossed = compare->getSwappedPredicate() == predicate;
  } else if (auto *call = dyn_cast<CallInst>(one)) {
    auto *otherCall = cast<CallInst>(other);
    if (call->getCalledOperand() != otherCall->getCalledOperand() || call->getAttributes() != otherCall->getAttributes())
      return false;
  }
  const size_t mark = recorded.size();
  const unsigned operands = one->getNumOperands();
  if (straight) {
    bool same = true;
    for (unsigned operand = 0; operand < operands && same; ++operand)
      same = match(one->getOperand(operand), other->getOperand(operand), copy);
    if (same)
      return true;
    forget(mark);
  }
  if (!crossed || !match(one->getOperand(0), other->getOperand(1), copy) || !match(one->getOperand(1), other->getOperand(0), copy))
    return false;
  for (unsigned operand = 2; operand < operands; ++operand)
    if (!match(one->getOperand(operand), other->getOperand(operand), copy))
      return false;
  return true;
}

bool Reroller::matchAll(Value *one, ArrayRef<Value *> others) {
  const size_t mark = recorded.size();
  for (unsigned copy = 1; copy < copies; ++copy)
    if (!match(one, others[copy - 1], copy)) {
      forget(mark);
      return false;
    }
  return true;
}

bool Reroller::matchStores() {
  DenseMap<const Instruction *, bool> done;
  unsigned left = 0;
  for (const Access &access : accesses) {
    if (!isa<StoreInst>(access.instruction))
      continue;
    ++left;
    for (const Access &other : accesses)
      if (&other != &access && isa<StoreInst>(other.instruction) && distance(other.address, access.address) == 0)
        return refuse("an address is written twice");
  }
  for (const Access &access : accesses) {
    auto *store = dyn_cast<StoreInst>(access.instruction);
    if (!store || done.contains(store))
      continue;
    SmallVector<Value *, 8> values;
    SmallVector<StoreInst *, 8> stores;
    for (unsigned copy = 1; copy < copies; ++copy)
      for (const Access &other : accesses) {
        auto *otherStore = dyn_cast<StoreInst>(other.instruction);
        if (otherStore && !done.contains(otherStore) && otherStore->getValueOperand()->getType() == store->getValueOperand()->getType() &&
            matchEven(access.address, other.address, copy)) {
          values.push_back(otherStore->getValueOperand());
          stores.push_back(otherStore);
          break;
        }
      }
    if (values.size() != copies - 1 || !matchAll(store->getValueOperand(), values))
      continue;
    done[store] = true;
    for (auto [index, otherStore] : enumerate(stores)) {
      done[otherStore] = true;
      record(store, otherStore, index + 1);
    }
    firstStores.push_back(store);
    left -= copies;
  }
  return left == 0 || refuse("the copies differ");
}

/// next = phi + term + term ..., in any order.
bool Reroller::readTerms(Recurrence &recurrence) {
  if (!isExactReduction(*recurrence.next) || !all_of(recurrence.next->users(), [&](const User *user) {
        return user == recurrence.phi || cast<Instruction>(user)->getParent() != body;
      }))
    return false;
  bool found = false;
  SmallVector<Instruction *, 8> open{recurrence.next};
  while (!open.empty()) {
    Instruction *operation = open.pop_back_val();
    recurrence.operations.push_back(operation);
    for (unsigned index = 0; index < 2; ++index) {
      Value *operand = operation->getOperand(index);
      auto *inner = dyn_cast<Instruction>(operand);
      if (operand == recurrence.phi) {
        if (found)
          return false;
        found = true;
      } else if (inner && inner->getParent() == body && isSameReduction(*inner, *recurrence.next) && isExactReduction(*inner) &&
                 inner->hasOneUse() && !even(inner)) {
        open.push_back(inner);
      } else {
        recurrence.terms.push_back(operand);
      }
    }
  }
  return found && recurrence.phi->hasOneUse();
}

/// next comes from phi through all copies: the operations that depend on phi, an equal number in each.
bool Reroller::readOrder(Recurrence &recurrence) {
  SmallVector<Instruction *, 16> dependent;
  SmallPtrSet<const Value *, 16> known{recurrence.phi};
  for (Instruction &instruction : *body) {
    if (isa<PHINode>(instruction) || instruction.isTerminator() ||
        none_of(instruction.operands(), [&](const Use &use) { return known.contains(use.get()); }))
      continue;
    if (!mayCarry(instruction))
      return false;
    known.insert(&instruction);
    dependent.push_back(&instruction);
  }
  if (dependent.empty() || dependent.size() % copies != 0 || dependent.back() != recurrence.next)
    return false;
  const size_t each = dependent.size() / copies;
  for (unsigned copy = 0; copy < copies; ++copy)
    recurrence.after.push_back(dependent[(copy + 1) * each - 1]);
  return true;
}

bool Reroller::readRecurrence(Recurrence &recurrence) {
  recurrence.next = dyn_cast<Instruction>(recurrence.phi->getIncomingValueForBlock(body));
  if (!recurrence.next || recurrence.next->getParent() != body || isa<PHINode>(recurrence.next))
    return refuse("a value is carried from one iteration to the next");
  if (readTerms(recurrence))
    return true;
  recurrence.terms.clear();
  recurrence.operations.clear();
  return readOrder(recurrence) || refuse("a value is carried from copy to copy in a way that stays scalar");
}

bool Reroller::matchTerms() {
  struct Term {
    Value *value;
    unsigned owner;
    bool done = false;
  };
  SmallVector<Term, 16> terms;
  for (auto [index, recurrence] : enumerate(recurrences)) {
    recurrence.joined = index;
    for (Value *term : recurrence.terms)
      terms.push_back({term, static_cast<unsigned>(index)});
  }
  // First within one accumulator, then over several: two sums of the same thing must stay apart.
  for (const bool overSeveral : {false, true})
    for (Term &term : terms) {
      if (term.done)
        continue;
      const size_t mark = recorded.size();
      SmallVector<Term *, 8> group{&term};
      for (unsigned copy = 1; copy < copies && group.size() == copy; ++copy)
        for (Term &other : terms) {
          if (other.done || is_contained(group, &other) || (!overSeveral && other.owner != term.owner) ||
              !isSameReduction(*recurrences[term.owner].next, *recurrences[other.owner].next))
            continue;
          if (match(term.value, other.value, copy)) {
            group.push_back(&other);
            break;
          }
        }
      if (group.size() != copies) {
        forget(mark);
        continue;
      }
      unsigned taker = recurrences[term.owner].joined;
      for (Term *member : group) {
        member->done = true;
        const unsigned old = recurrences[member->owner].joined;
        for (Recurrence &recurrence : recurrences)
          if (recurrence.joined == old)
            recurrence.joined = taker;
      }
      recurrences[term.owner].newTerms.push_back(term.value);
    }
  if (!all_of(terms, [](const Term &term) { return term.done; }))
    return refuse("the terms of a reduction differ from copy to copy");
  for (auto [index, recurrence] : enumerate(recurrences))
    if (recurrence.joined != index) {
      append_range(recurrences[recurrence.joined].newTerms, recurrence.newTerms);
      recurrence.newTerms.clear();
    }
  return true;
}

void Reroller::collect(Value *value) {
  SmallVector<Value *, 16> open{value};
  while (!open.empty()) {
    auto *instruction = dyn_cast<Instruction>(open.pop_back_val());
    if (!instruction || instruction->getParent() != body || isa<PHINode>(instruction) || even(instruction) || !first.insert(instruction))
      continue;
    if (!isa<LoadInst>(instruction))
      append_range(open, instruction->operands());
  }
}

// ---- order

bool Reroller::mustStayApart(const Instruction *one, const Instruction *other) const {
  Value *pointer = const_cast<Value *>(getLoadStorePointerOperand(one));
  Value *otherPointer = const_cast<Value *>(getLoadStorePointerOperand(other));
  const DataLayout &layout = body->getDataLayout();
  const auto size = static_cast<int64_t>(layout.getTypeStoreSize(getLoadStoreType(one)).getFixedValue());
  const auto otherSize = static_cast<int64_t>(layout.getTypeStoreSize(getLoadStoreType(other)).getFixedValue());
  if (const auto between = distance(scalarEvolution.getSCEV(otherPointer), scalarEvolution.getSCEV(pointer)))
    return *between < size && -*between < otherSize;
  return !aliases.isNoAlias(MemoryLocation::get(one), MemoryLocation::get(other));
}

/// Whether a test before the loop can say that two accesses of copy 0 and their counterparts stay apart in the whole loop.
bool Reroller::checkBeforeLoop(Instruction *one, Instruction *other) {
  const SCEVAddRecExpr *address = even(getLoadStorePointerOperand(one));
  const SCEVAddRecExpr *otherAddress = even(getLoadStorePointerOperand(other));
  if (!address || !otherAddress || isa<SCEVConstant>(scalarEvolution.getMinusSCEV(address, otherAddress)) ||
      !scalarEvolution.isKnownPositive(address->getStepRecurrence(scalarEvolution)) ||
      !scalarEvolution.isKnownPositive(otherAddress->getStepRecurrence(scalarEvolution)))
    return false;
  if (!is_contained(compared, std::pair(one, other)))
    compared.push_back({one, other});
  return compared.size() <= mostChecks;
}

bool Reroller::isOrderKept() {
  struct Use {
    unsigned copy;
    unsigned place; ///< in copy 0, and so in the new loop
    const Instruction *instruction;
    Instruction *first; ///< what it is in copy 0
  };
  SmallVector<Use, 64> uses;
  for (Instruction *instruction : first)
    if (isa<LoadInst, StoreInst>(instruction))
      for (unsigned copy = 0; copy < copies; ++copy)
        uses.push_back({copy, positions[instruction], counterpart(instruction, copy), instruction});
  for (const Use &store : uses) {
    if (!isa<StoreInst>(store.instruction))
      continue;
    for (const Use &other : uses) {
      if (other.instruction == store.instruction)
        continue;
      const bool wasBefore = positions[store.instruction] < positions[other.instruction];
      const bool isBefore = std::pair(store.copy, store.place) < std::pair(other.copy, other.place);
      if (wasBefore != isBefore && mustStayApart(store.instruction, other.instruction) && !checkBeforeLoop(store.first, other.first))
        return refuse("reads or writes would change their order, and might overlap");
    }
  }
  return true;
}

// ---- after the loop

/// Whether the accumulators that `taker` takes are only used after the loop to be combined by their own operation, on every way, each
/// once. `masks` says which of them a value contains.
bool Reroller::areJoinedAfterLoop(unsigned taker) {
  SmallVector<const Recurrence *, 8> members;
  for (const Recurrence &recurrence : recurrences)
    if (recurrence.joined == taker)
      members.push_back(&recurrence);
  if (members.size() < 2)
    return true;
  if (members.size() > mostAccumulators)
    return false;
  const uint64_t all = maskTrailingOnes<uint64_t>(members.size());
  const auto combines = [&](const Instruction &instruction) {
    return isExactReduction(instruction) && isSameReduction(instruction, *members.front()->next);
  };
  // Which members a value contains. What contains all is the end; it is not known at first, so this runs until nothing is added to it.
  MapVector<Value *, uint64_t> masks;
  SmallPtrSet<Value *, 4> complete;
  for (size_t before = SIZE_MAX; before != complete.size();) {
    before = complete.size();
    masks.clear();
    SmallVector<Value *, 16> open;
    for (auto [index, member] : enumerate(members))
      for (User *user : member->next->users())
        if (auto *phi = dyn_cast<PHINode>(user); phi && phi->getParent() == exit) {
          masks[phi] = uint64_t{1} << index;
          open.push_back(phi);
        }
    while (!open.empty()) {
      Value *value = open.pop_back_val();
      const uint64_t mask = masks.lookup(value);
      if (mask == all)
        complete.insert(value);
      if (complete.contains(value))
        continue;
      for (User *user : value->users()) {
        auto *instruction = cast<Instruction>(user);
        if (instruction->getParent() == body || (!isa<PHINode>(instruction) && !combines(*instruction)))
          continue;
        uint64_t &known = masks[instruction];
        if ((known | mask) != known) {
          known |= mask;
          open.push_back(instruction);
        }
      }
    }
  }
  uint64_t seen = 0;
  for (auto [value, mask] : masks) {
    seen |= mask;
    if (complete.contains(value) != (mask == all))
      return false;
    if (mask == all)
      continue;
    for (const User *user : value->users()) {
      const auto *instruction = cast<Instruction>(user);
      // Once more through the loop it may go, as the start of the same accumulator.
      const auto *member = find_if(members, [&](const Recurrence *each) { return each->phi == instruction; });
      if (member != members.end() ? mask != uint64_t{1} << (member - members.begin())
                                  : instruction->getParent() == body || (!isa<PHINode>(instruction) && !combines(*instruction)))
        return false;
    }
  }
  if (seen != all)
    return false;
  SmallPtrSet<BasicBlock *, 1> notThrough{body};
  for (auto [value, mask] : masks) {
    auto *phi = dyn_cast<PHINode>(value);
    if (!phi) {
      auto *operation = cast<Instruction>(value);
      if ((masks.lookup(operation->getOperand(0)) & masks.lookup(operation->getOperand(1))) != 0)
        return false;
      combining.push_back(operation);
      continue;
    }
    if (phi->getParent() == exit)
      continue;
    for (auto [incoming, block] : zip(phi->incoming_values(), phi->blocks()))
      if (const uint64_t from = masks.lookup(incoming);
          from != mask && (from != 0 || isPotentiallyReachable(exit, block, &notThrough, &dominators, &loops)))
        return false;
  }
  return true;
}

bool Reroller::readUsesAfterLoop() {
  for (unsigned index = 0; index < recurrences.size(); ++index)
    if (recurrences[index].joined == index && !areJoinedAfterLoop(index))
      return refuse("the accumulators are used apart after the loop");
  const SCEVExpander expander(scalarEvolution, "");
  for (PHINode &phi : exit->phis()) {
    auto *value = dyn_cast<Instruction>(phi.getIncomingValueForBlock(body));
    if (!value || value->getParent() != body || any_of(recurrences, [&](const Recurrence &each) { return each.next == value; }))
      continue;
    if (const SCEVAddRecExpr *recurrence = even(value)) {
      if (!expander.isSafeToExpandAt(recurrence->evaluateAtIteration(backedgeTaken, scalarEvolution), preheader->getTerminator()))
        return refuse("a counter is used after the loop");
      continue;
    }
    if (none_of(first, [&](Instruction *instruction) { return counterpart(instruction, copies - 1) == value; }))
      return refuse("a value of a copy before the last is used after the loop");
  }
  return true;
}

// ---- profit

bool Reroller::isWorthwhile() {
  // The elements next to each other that one element of the new loop reads or writes, by distance from each access.
  auto isConsecutive = [&](const Access &access) {
    const int64_t step = access.step / static_cast<int64_t>(copies);
    const int64_t group = std::abs(step) / access.size;
    if (group > 4)
      return false;
    SmallSet<int64_t, 4> places;
    for (const Access &other : accesses)
      if (other.instruction->getOpcode() == access.instruction->getOpcode() && first.contains(other.instruction))
        if (const auto between = distance(other.address, access.address); between && *between % access.size == 0)
          places.insert(((*between / access.size) % group + group) % group);
    return places.size() == static_cast<size_t>(group);
  };
  unsigned consecutive = 0;
  unsigned strided = 0;
  for (const Access &access : accesses) {
    if (!first.contains(access.instruction))
      continue;
    const bool good = isConsecutive(access);
    if (!good && isa<StoreInst>(access.instruction))
      return refuse("its stores would not be consecutive");
    ++(good ? consecutive : strided);
    for (const Access &store : accesses) {
      if (!isa<StoreInst>(store.instruction) || !first.contains(store.instruction) || store.instruction == access.instruction)
        continue;
      // In elements of the new loop, how long before this access another wrote to the same place.
      const auto between = distance(store.address, access.address);
      const int64_t step = access.step / static_cast<int64_t>(copies);
      if (between && *between / step > 0 && *between / step < 64 && isa<LoadInst>(access.instruction) && *between % step == 0)
        return refuse("it reads what the element before has written");
    }
  }
  if (consecutive == 0)
    return refuse("its accesses would not be consecutive");
  const auto sums = count_if(recurrences, [](const Recurrence &recurrence) { return !recurrence.newTerms.empty(); });
  if (firstStores.empty() && sums > 1 && strided > 0)
    return refuse("a register tile");
  return true;
}

bool Reroller::matchCopies(unsigned candidate) {
  copies = candidate;
  why = {};
  recurrences.clear();
  counterparts.clear();
  counterparts.resize(copies);
  recorded.clear();
  first.clear();
  firstStores.clear();
  combining.clear();
  compared.clear();
  if (!readCount())
    return refuse("the trip count is not known before the loop");
  for (PHINode &phi : body->phis())
    if (!even(&phi)) {
      Recurrence recurrence;
      recurrence.phi = &phi;
      if (!readRecurrence(recurrence))
        return false;
      recurrences.push_back(std::move(recurrence));
    }
  if (!matchStores())
    return false;
  for (const Recurrence &recurrence : recurrences)
    if (recurrence.terms.empty()) {
      const SmallVector<Value *, 8> others(drop_begin(recurrence.after));
      if (!matchAll(recurrence.after.front(), others))
        return refuse("the copies differ");
    }
  if (!matchTerms())
    return false;
  for (StoreInst *store : firstStores) {
    first.insert(store);
    collect(store->getValueOperand());
  }
  for (const Recurrence &recurrence : recurrences) {
    if (recurrence.terms.empty())
      collect(recurrence.after.front());
    for (Value *term : recurrence.newTerms)
      collect(term);
  }
  const SCEVExpander expander(scalarEvolution, "");
  for (Instruction *instruction : first)
    for (Value *operand : instruction->operands())
      if (const SCEVAddRecExpr *recurrence = loop.isLoopInvariant(operand) ? nullptr : even(operand);
          recurrence && !expander.isSafeToExpandAt(recurrence->getStart(), preheader->getTerminator()))
        return refuse("the start of a counter is not known before the loop");
  return isOrderKept() && readUsesAfterLoop() && isWorthwhile();
}

// ---- rewriting

/// start + counter * step / copies.
Value *Reroller::evenValue(const SCEVAddRecExpr *recurrence, SCEVExpander &expander, IRBuilder<> &builder) {
  Value *&value = evenValues[recurrence];
  if (value)
    return value;
  Value *start = expander.expandCodeFor(recurrence->getStart(), recurrence->getType(), preheader->getTerminator());
  const int64_t step = *constantOf(recurrence->getStepRecurrence(scalarEvolution)) / static_cast<int64_t>(copies);
  if (recurrence->getType()->isPointerTy()) {
    Type *index = counter->getType();
    if (step > 0)
      return value = builder.CreateGEP(ArrayType::get(builder.getInt8Ty(), step), start, counter, "",
                                       GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap());
    return value = builder.CreateGEP(builder.getInt8Ty(), start,
                                     builder.CreateMul(counter, ConstantInt::getSigned(index, step), "", false, true), "",
                                     GEPNoWrapFlags::inBounds());
  }
  Value *steps =
      builder.CreateMul(builder.CreateZExtOrTrunc(counter, recurrence->getType()), ConstantInt::getSigned(recurrence->getType(), step));
  return value = builder.CreateAdd(start, steps);
}

Value *Reroller::newValue(Value *value, SCEVExpander &expander, IRBuilder<> &builder) {
  if (loop.isLoopInvariant(value))
    return value;
  if (const SCEVAddRecExpr *recurrence = even(value))
    return evenValue(recurrence, expander, builder);
  return newValues.lookup(value);
}

/// The loop as it is becomes the way where places that must stay apart overlap; this one is only for where none do.
void Reroller::keepForOverlap(const SCEV *count) {
  SCEVExpander expander(scalarEvolution, passName);
  BasicBlock *check = preheader;
  IRBuilder<> builder(check->getTerminator());
  Value *last =
      builder.CreateSub(expander.expandCodeFor(count, count->getType(), check->getTerminator()), ConstantInt::get(count->getType(), 1));
  // First and last byte.
  const auto range = [&](Instruction *access) {
    const SCEVAddRecExpr *address = even(getLoadStorePointerOperand(access));
    const int64_t step = *constantOf(address->getStepRecurrence(scalarEvolution)) / static_cast<int64_t>(copies);
    const uint64_t size = body->getDataLayout().getTypeStoreSize(getLoadStoreType(access)).getFixedValue();
    Value *begin = expander.expandCodeFor(address->getStart(), address->getType(), check->getTerminator());
    Value *offset =
        builder.CreateAdd(builder.CreateMul(last, ConstantInt::get(last->getType(), step)), ConstantInt::get(last->getType(), size - 1));
    return std::pair(begin, builder.CreatePtrAdd(begin, offset));
  };
  Value *separate = builder.getTrue();
  for (auto [one, other] : compared) {
    const auto [begin, end] = range(one);
    const auto [otherBegin, otherEnd] = range(other);
    separate =
        builder.CreateAnd(separate, builder.CreateOr(builder.CreateICmpULT(end, otherBegin), builder.CreateICmpULT(otherEnd, begin)));
  }
  preheader = SplitBlock(check, check->getTerminator(), &dominators, &loops, nullptr, "reroll.ph");
  ValueToValueMapTy map;
  SmallVector<BasicBlock *, 8> blocks;
  Loop *other = cloneLoopWithPreheader(preheader, check, &loop, map, ".overlap", &loops, &dominators, blocks);
  remapInstructionsInBlocks(blocks, map);
  for (PHINode &phi : exit->phis()) {
    Value *value = phi.getIncomingValueForBlock(body);
    Value *copy = map.lookup(value);
    phi.addIncoming(copy ? copy : value, other->getHeader());
  }
  Instruction *jump = check->getTerminator();
  builder.SetInsertPoint(jump);
  builder.CreateCondBr(separate, preheader, other->getLoopPreheader());
  jump->eraseFromParent();
  dominators.changeImmediateDominator(exit, check);
  addStringMetadataToLoop(other, "llvm.loop.isvectorized", 1);
}

void Reroller::rewrite() {
  SCEVExpander expander(scalarEvolution, passName);
  auto *branch = cast<BranchInst>(body->getTerminator());
  auto *indexType = cast<IntegerType>(body->getDataLayout().getIndexType(body->getContext(), 0));
  const SmallVector<Instruction *, 64> old(make_pointer_range(*body));

  const SCEV *trips =
      scalarEvolution.getAddExpr(scalarEvolution.getTruncateOrZeroExtend(backedgeTaken, indexType), scalarEvolution.getOne(indexType));
  const SCEV *elements = scalarEvolution.getMulExpr(trips, scalarEvolution.getConstant(indexType, copies));
  if (!compared.empty())
    keepForOverlap(elements);
  Value *count = expander.expandCodeFor(elements, indexType, preheader->getTerminator());
  // The values after the loop, while the old ones are there.
  SmallVector<std::pair<PHINode *, Value *>, 4> after;
  for (PHINode &phi : exit->phis())
    if (auto *value = dyn_cast<Instruction>(phi.getIncomingValueForBlock(body)); value && value->getParent() == body)
      if (const SCEVAddRecExpr *recurrence = even(value))
        after.push_back({&phi, expander.expandCodeFor(recurrence->evaluateAtIteration(backedgeTaken, scalarEvolution), value->getType(),
                                                      preheader->getTerminator())});

  IRBuilder<> builder(body, body->getFirstNonPHIIt());
  builder.SetCurrentDebugLocation(branch->getDebugLoc());
  auto newPhi = [&](Type *type, Value *start, const Twine &name) {
    PHINode *phi = PHINode::Create(type, 2, name, body->begin());
    phi->addIncoming(start, preheader);
    return phi;
  };
  PHINode *index = newPhi(indexType, ConstantInt::get(indexType, 0), "element");
  counter = index;
  for (auto [number, recurrence] : enumerate(recurrences))
    if (recurrence.joined == number) {
      recurrence.newPhi = newPhi(recurrence.phi->getType(), recurrence.phi->getIncomingValueForBlock(preheader), recurrence.phi->getName());
      newValues[recurrence.phi] = recurrence.newPhi;
    }

  builder.SetInsertPoint(branch);
  for (Instruction *instruction : old) {
    if (!first.contains(instruction))
      continue;
    SmallVector<Value *, 4> operands;
    builder.SetCurrentDebugLocation(instruction->getDebugLoc());
    for (Value *operand : instruction->operands())
      operands.push_back(newValue(operand, expander, builder));
    Instruction *copy = builder.Insert(instruction->clone(), instruction->getName());
    for (auto [number, operand] : enumerate(operands))
      copy->setOperand(number, operand);
    SmallVector<std::pair<unsigned, MDNode *>, 4> metadata;
    copy->getAllMetadataOtherThanDebugLoc(metadata);
    for (auto [kind, node] : metadata) {
      const bool isScope = kind == LLVMContext::MD_alias_scope || kind == LLVMContext::MD_noalias;
      bool keep = kind == LLVMContext::MD_tbaa || kind == LLVMContext::MD_fpmath || (isScope && !declaresScopes);
      for (unsigned number = 1; number < copies && keep; ++number)
        keep = counterpart(instruction, number)->getMetadata(kind) == node;
      if (!keep)
        copy->setMetadata(kind, nullptr);
    }
    for (unsigned number = 1; number < copies; ++number) {
      Instruction *other = counterpart(instruction, number);
      copy->andIRFlags(other);
      if (auto *load = dyn_cast<LoadInst>(copy))
        load->setAlignment(std::min(load->getAlign(), cast<LoadInst>(other)->getAlign()));
      else if (auto *store = dyn_cast<StoreInst>(copy))
        store->setAlignment(std::min(store->getAlign(), cast<StoreInst>(other)->getAlign()));
    }
    newValues[instruction] = copy;
  }
  for (auto [number, recurrence] : enumerate(recurrences)) {
    if (recurrence.joined != number)
      continue;
    if (recurrence.terms.empty()) {
      recurrence.newNext = newValues.lookup(recurrence.after.front());
    } else {
      builder.SetCurrentDebugLocation(recurrence.next->getDebugLoc());
      Value *sum = recurrence.newPhi;
      for (Value *term : recurrence.newTerms) {
        Instruction *operation = builder.Insert(recurrence.next->clone());
        operation->setOperand(0, sum);
        operation->setOperand(1, newValue(term, expander, builder));
        operation->dropUnknownNonDebugMetadata();
        for (const Recurrence &member : recurrences)
          if (member.joined == number)
            for (Instruction *other : member.operations)
              operation->andIRFlags(other);
        operation->dropPoisonGeneratingFlags();
        sum = operation;
      }
      recurrence.newNext = sum;
    }
    recurrence.newPhi->addIncoming(recurrence.newNext, body);
  }
  for (Instruction *operation : combining)
    operation->dropPoisonGeneratingFlags();
  builder.SetCurrentDebugLocation(branch->getDebugLoc());
  Value *next = builder.CreateNUWAdd(index, ConstantInt::get(indexType, 1), "element.next");
  cast<BinaryOperator>(next)->setHasNoSignedWrap(true);
  index->addIncoming(next, body);

  for (PHINode &phi : exit->phis()) {
    auto *value = dyn_cast<Instruction>(phi.getIncomingValueForBlock(body));
    if (!value || value->getParent() != body || any_of(after, [&](const auto &pair) { return pair.first == &phi; }))
      continue;
    if (const auto *recurrence = find_if(recurrences, [&](const Recurrence &each) { return each.next == value; });
        recurrence != recurrences.end()) {
      const bool takes = &recurrences[recurrence->joined] == recurrence;
      after.push_back({&phi, takes ? recurrence->newNext : recurrence->phi->getIncomingValueForBlock(preheader)});
      continue;
    }
    Instruction *const *last = find_if(first, [&](Instruction *each) { return counterpart(each, copies - 1) == value; });
    after.push_back({&phi, newValues.lookup(*last)});
  }
  for (auto [phi, value] : after)
    phi->setIncomingValueForBlock(body, value);

  scalarEvolution.forgetLoop(&loop);
  for (PHINode &phi : exit->phis())
    scalarEvolution.forgetValue(&phi);
  const bool leavesIfTrue = branch->getSuccessor(0) == exit;
  Value *done = leavesIfTrue ? builder.CreateICmpEQ(next, count) : builder.CreateICmpNE(next, count);
  branch->setCondition(done);
  branch->setMetadata(LLVMContext::MD_prof, nullptr);
  for (Instruction *instruction : reverse(old)) {
    if (instruction == branch)
      continue;
    instruction->replaceAllUsesWith(PoisonValue::get(instruction->getType()));
    instruction->eraseFromParent();
  }
}

} // namespace

PreservedAnalyses WasmLoopRerollPass::run(Function &function, FunctionAnalysisManager &analyses) {
  if (!worksOn(function) || options.size || function.hasOptSize())
    return PreservedAnalyses::all();
  auto &loops = analyses.getResult<LoopAnalysis>(function);
  auto &scalarEvolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  auto &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  auto &aliases = analyses.getResult<AAManager>(function);
  auto &assumptions = analyses.getResult<AssumptionAnalysis>(function);
  auto &remarks = analyses.getResult<OptimizationRemarkEmitterAnalysis>(function);
  bool changed = false;
  for (Loop *loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost())
      continue;
    // What the callers of this pass leave open: exits of its own, and phis for what is used after it.
    if (loop->getNumBlocks() == 1) {
      changed |= simplifyLoop(loop, &dominators, &loops, &scalarEvolution, &assumptions, nullptr, /*PreserveLCSSA=*/false);
      changed |= formLCSSARecursively(*loop, dominators, &loops, &scalarEvolution);
    }
    Reroller reroller(*loop, scalarEvolution, aliases, dominators, loops);
    const DebugLoc where = loop->getStartLoc();
    const unsigned copies = reroller.find();
    if (copies != 0) {
      reroller.rewrite();
      changed = true;
      remarks.emit([&] {
        return OptimizationRemark(passName, "Rerolled", where, loop->getHeader())
               << ore::NV("Copies", copies) << " copies of a loop's body made one";
      });
    } else if (!reroller.why.empty()) {
      remarks.emit([&] {
        return OptimizationRemarkMissed(passName, "NotRerolled", where, loop->getHeader())
               << "looks like an unrolled loop, but " << reroller.why;
      });
    }
  }
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserve<DominatorTreeAnalysis>();
  preserved.preserve<LoopAnalysis>();
  return preserved;
}

constinit const PassDescription wasmLoopReroll = {
    .name = passName,
    .add = [](FunctionPassManager &passes, const Options &options) { passes.addPass(WasmLoopRerollPass(options)); },
    .atVectorizerStart =
        [](FunctionPassManager &passes, const Options &options, OptimizationLevel level) {
          if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
            passes.addPass(WasmLoopRerollPass(options));
        },
};

} // namespace nearnative
