// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Why a loop that Wasm runs scalar was not vectorized. What LLVM refuses, and whether it would still refuse if one obstacle were away, is
// asked of LLVM; what the obstacle is made of is read from the loop.
#include "irdiff/Bounds.h"
#include "irdiff/Cause.h"
#include "irdiff/Facts.h"
#include "irdiff/Findings.h"
#include "irdiff/FunctionView.h"
#include "irdiff/Vectorizer.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/IVDescriptors.h"
#include "llvm/Analysis/LoopAccessAnalysis.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

#include <algorithm>
#include <map>
#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

/// A cause that the loop shows, and what to assume to learn whether it is the one that stops the vectorizer.
struct Obstacle {
  std::string id;
  std::string evidence;
  unsigned assumption = AssumeNothing; ///< nothing: it cannot be assumed away
  bool informational = false;          ///< never decisive
};

/// LLVM's remark names are aliases that change from version to version. This is the one place that knows them, for what reading the loop
/// did not find.
struct Alias {
  StringRef remark, id, evidence;
};
constexpr Alias aliases[] = {
    {"CantReorderFPOps", "FP-ORDER", "floating-point operations have to keep their order"},
    {"CantIdentifyArrayBounds", "ALIAS", "arrays may overlap, and how far they reach cannot be told before the loop"},
    {"CantCheckMemDepsAtRunTime", "ALIAS", "arrays may overlap, and that cannot be checked before the loop"},
    {"CantReorderMemOps", "ALIAS", "arrays may overlap, and too many pairs would have to be checked before the loop"},
    {"TooManyMemoryRuntimeChecks", "ALIAS", "arrays may overlap, and too many pairs would have to be checked before the loop"},
    {"UnsafeDep", "UNSAFE-DEP", "an iteration may read what an earlier one wrote"},
    {"CantVectorizeStoreToLoopInvariantAddress", "UNSAFE-DEP", "every iteration writes the same address"},
    {"CantIsolateUnsafeDeps", "UNSAFE-DEP", "an iteration may read what an earlier one wrote"},
    {"CantVectorizeLibcall", "CALL", "a call that has no vector form"},
    {"CantVectorizeCall", "CALL", "a call that has no vector form"},
    {"CantVectorizeInstruction", "CALL", "an operation that has no vector form"},
    {"CantVectorizeIntrinsic", "CALL", "an intrinsic that has no vector form"},
    {"CantComputeNumberOfIterations", "UNCOUNTABLE", "the number of iterations cannot be computed before the loop"},
    {"UnsupportedUncountableLoop", "UNCOUNTABLE", "the number of iterations cannot be computed before the loop"},
    {"VectorizationNotBeneficial", "COST", "the cost model finds vectors not cheaper"},
    {"NonReductionValueUsedOutsideLoop", "RECURRENCE", "a value goes from iteration to iteration and is no sum, product or minimum"},
};

const Alias *aliasOf(StringRef remark) {
  const auto *found = find_if(aliases, [&](const Alias &alias) { return alias.remark == remark; });
  return found == std::end(aliases) ? nullptr : found;
}

std::string positionOf(const Instruction &instruction) {
  const DebugLoc &location = instruction.getDebugLoc();
  return location && location.getLine() ? " in line " + std::to_string(location.getLine()) : "";
}

std::string nameOf(const Value &value) { return value.hasName() ? " %" + value.getName().str() : ""; }

std::string operationOf(const Instruction &instruction) {
  const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction);
  return intrinsic ? Intrinsic::getBaseName(intrinsic->getIntrinsicID()).str() : std::string(instruction.getOpcodeName());
}

/// A function of the math library that reports errors in memory.
bool maySetErrno(const CallBase &call, const TargetLibraryInfo &library) {
  LibFunc known;
  return !isa<IntrinsicInst>(call) && call.getType()->isFloatingPointTy() && !call.onlyReadsMemory() && library.getLibFunc(call, known);
}

/// What a loop is read with.
struct LoopReader {
  Loop &loop;
  FunctionAnalysisManager &analyses;
  Function &function;
  ScalarEvolution &evolution = analyses.getResult<ScalarEvolutionAnalysis>(function);
  DominatorTree &dominators = analyses.getResult<DominatorTreeAnalysis>(function);
  TargetLibraryInfo &library = analyses.getResult<TargetLibraryAnalysis>(function);
  TargetTransformInfo &costs = analyses.getResult<TargetIRAnalysis>(function);
  std::vector<Obstacle> obstacles{}; // NOLINT(readability-redundant-member-init): a reader is made without
  unsigned blockingChecks = 0;       ///< explicit checks whose exit cannot be counted

  void read() {
    readCalls();
    readExits();
    readRecurrences();
    readMemory();
    readConditions();
  }

  void add(StringRef id, const Twine &evidence, unsigned assumption = AssumeNothing, bool informational = false) {
    if (none_of(obstacles, [&](const Obstacle &other) { return other.id == id; }))
      obstacles.push_back({id.str(), evidence.str(), assumption, informational});
  }

  void readCalls() {
    for (const BasicBlock *block : loop.blocks())
      for (const Instruction &instruction : *block) {
        const auto *call = dyn_cast<CallBase>(&instruction);
        if (!call || call->doesNotReturn() || (isa<IntrinsicInst>(call) && !isa<MemIntrinsic>(call)))
          continue;
        const Function *callee = call->getCalledFunction();
        const std::string name = callee ? callee->getName().str() : call->isInlineAsm() ? "inline assembly" : "a function pointer";
        const auto *plain = dyn_cast<CallInst>(call);
        if (maySetErrno(*call, library))
          add("LIBCALL", name + positionOf(*call) + " may set errno");
        else if (!plain || !getVectorIntrinsicIDForCall(plain, &library))
          add("CALL", demangle(name) + " is called" + positionOf(*call));
      }
  }

  void readExits() {
    const ExplicitChecks checks = explicitChecksOf(loop, analyses.getResult<LoopAnalysis>(function), evolution);
    bool anyCountable = false;
    const BasicBlock *earlyExit = nullptr;
    SmallVector<BasicBlock *, 8> exiting;
    loop.getExitingBlocks(exiting);
    unsigned uncountableChecks = 0;
    for (BasicBlock *block : exiting) {
      const bool countable = !isa<SCEVCouldNotCompute>(evolution.getExitCount(&loop, block));
      if (is_contained(checks.blocks, block)) {
        uncountableChecks += !countable;
        continue;
      }
      // One branch may ask both, whether the end is reached and whether the data say so: then only the most passes are known.
      const auto *branch = dyn_cast<BranchInst>(block->getTerminator());
      const bool asksBoth = branch && branch->isConditional() && match(branch->getCondition(), m_CombineOr(m_LogicalOr(), m_LogicalAnd()));
      anyCountable |=
          countable || (asksBoth && !isa<SCEVCouldNotCompute>(evolution.getExitCount(&loop, block, ScalarEvolution::SymbolicMaximum)));
      if (!countable)
        earlyExit = block;
    }
    blockingChecks = uncountableChecks;
    if (uncountableChecks)
      addChecks(checks, uncountableChecks);
    else if (!checks.blocks.empty())
      add("CHK-COUNTABLE",
          Twine(checks.blocks.size()) +
              (checks.blocks.size() == 1 ? " explicit check, not in the way" : " explicit checks, none of them in the way"),
          AssumeNothing, true);
    if (earlyExit && anyCountable)
      add("EARLY-EXIT", "leaves before the end" + positionOf(*earlyExit->getTerminator()) + " when the data say so");
    else if (earlyExit || exiting.empty())
      add("UNCOUNTABLE", "how often it runs" + (earlyExit ? positionOf(*earlyExit->getTerminator()) : std::string()) +
                             " cannot be computed before the loop");
  }

  void addChecks(const ExplicitChecks &checks, unsigned uncountable) {
    const std::string number = std::to_string(uncountable) + (uncountable == 1 ? " explicit check" : " explicit checks");
    if (checks.provable == checks.blocks.size())
      add("CHK-INVARIANT", number + " of what the counter alone decides: one check before the loop can replace it", AssumeNoChecks);
    bool stores = false;
    for (const BasicBlock *block : loop.blocks())
      for (const Instruction &instruction : *block)
        stores |= instruction.mayWriteToMemory();
    if (stores)
      add("CHK-GATHER", number + " per iteration before a store", AssumeNoChecks);
    else if (hasReduction())
      add("CHK-REDUCE", number + " per iteration of a sum, product or minimum", AssumeNoChecks);
    else
      add("CHK-GATHER", number + " per iteration that the data decide", AssumeNoChecks);
  }

  bool hasReduction() const {
    return any_of(loop.getHeader()->phis(), [&](PHINode &phi) { return isReduction(phi); });
  }

  /// A value that each iteration keeps or replaces.
  struct Selection {
    PHINode *phi = nullptr;
    SmallVector<const Value *, 4> conditions;
    bool comparesItself = true; ///< a minimum or maximum
    bool isFloat = false;
  };

  bool leadsOn(const Value *arm, const PHINode &phi) const {
    return arm == &phi || (isa<SelectInst, MinMaxIntrinsic>(arm) && loop.contains(cast<Instruction>(arm)));
  }

  std::optional<Selection> selectionOf(PHINode &phi) const {
    const BasicBlock *latch = loop.getLoopLatch();
    if (!latch)
      return std::nullopt;
    Selection selection;
    selection.phi = &phi;
    selection.isFloat = phi.getType()->isFloatingPointTy();
    const Value *at = phi.getIncomingValueForBlock(latch);
    for (unsigned depth = 0; depth < 64 && at != &phi; ++depth) {
      if (const auto *best = dyn_cast<MinMaxIntrinsic>(at); best && loop.contains(best)) {
        selection.conditions.push_back(best);
        at = leadsOn(best->getLHS(), phi) ? best->getLHS() : leadsOn(best->getRHS(), phi) ? best->getRHS() : nullptr;
        if (!at)
          return std::nullopt;
        continue;
      }
      const auto *select = dyn_cast<SelectInst>(at);
      if (!select || !loop.contains(select))
        return std::nullopt;
      const auto *compare = dyn_cast<CmpInst>(select->getCondition());
      selection.conditions.push_back(select->getCondition());
      const Value *yes = select->getTrueValue(), *no = select->getFalseValue();
      selection.comparesItself &= compare && ((compare->getOperand(0) == yes && compare->getOperand(1) == no) ||
                                              (compare->getOperand(0) == no && compare->getOperand(1) == yes));
      at = leadsOn(no, phi) ? no : leadsOn(yes, phi) ? yes : nullptr;
      if (!at)
        return std::nullopt;
    }
    return at == &phi && !selection.conditions.empty() ? std::optional(selection) : std::nullopt;
  }

  void readRecurrences() {
    SmallVector<Selection, 4> selections;
    SmallVector<PHINode *, 4> others;
    for (PHINode &phi : loop.getHeader()->phis()) {
      InductionDescriptor induction;
      if (InductionDescriptor::isInductionPHI(&phi, &loop, &evolution, induction) ||
          RecurrenceDescriptor::isFixedOrderRecurrence(&phi, &loop, &dominators))
        continue;
      if (const auto selection = selectionOf(phi))
        selections.push_back(*selection);
      else
        others.push_back(&phi);
    }
    for (const Selection &selection : selections) {
      if (!selection.comparesItself) {
        if (none_of(selections, [&](const Selection &best) { return isRider(selection, best); }))
          others.push_back(selection.phi);
        continue;
      }
      const auto *rider = find_if(selections, [&](const Selection &other) { return isRider(other, selection); });
      if (rider != selections.end())
        add("ARGMAX", "phi" + nameOf(*selection.phi) + " keeps the best value and phi" + nameOf(*rider->phi) + " where it was found");
      else if (!isReduction(*selection.phi) && selection.isFloat)
        add("MINMAX-NAN",
            "phi" + nameOf(*selection.phi) + " keeps the smaller or larger float" + conditionPosition(selection) +
                ", with NaN and -0 as the compare has them",
            AssumeNoNaNs);
      else
        others.push_back(selection.phi);
    }
    for (PHINode *phi : others)
      readRecurrence(*phi);
  }

  bool isReduction(PHINode &phi) const {
    RecurrenceDescriptor reduction;
    return RecurrenceDescriptor::isReductionPHI(&phi, &loop, reduction, nullptr, nullptr, &dominators, &evolution);
  }

  /// Whether one selection keeps a value that goes with the other one's: its index.
  static bool isRider(const Selection &rider, const Selection &best) {
    // An integer minimum is an intrinsic: the other selection compares the same two values.
    const auto sameDecision = [](const Value *a, const Value *b) {
      const auto *minimum = dyn_cast<MinMaxIntrinsic>(a);
      const auto *compare = dyn_cast<ICmpInst>(b);
      return a == b || (minimum && compare && is_contained(compare->operands(), minimum->getLHS()) &&
                        is_contained(compare->operands(), minimum->getRHS()));
    };
    return !rider.comparesItself && best.comparesItself && any_of(best.conditions, [&](const Value *a) {
      return any_of(rider.conditions, [&](const Value *b) { return sameDecision(a, b); });
    });
  }

  void readRecurrence(PHINode &phi) {
    RecurrenceDescriptor reduction;
    const bool isSum = RecurrenceDescriptor::isReductionPHI(&phi, &loop, reduction, nullptr, nullptr, &dominators, &evolution);
    const Instruction *exact = isSum ? reduction.getExactFPMathInst() : orderedSum(phi);
    if (exact)
      add("FP-ORDER", operationOf(*exact) + positionOf(*exact) + " adds to phi" + nameOf(phi) + " in the order of the source",
          AssumeReassociation);
    if (!isSum)
      add("RECURRENCE", "phi" + nameOf(phi) + positionOf(phi) + " is needed by the next iteration and is no sum, product or minimum");
  }

  /// The addition of a sum that LLVM does not see as one, because its steps are stored as well. A pass may make several steps.
  const Instruction *orderedSum(const PHINode &phi) const {
    const BasicBlock *latch = loop.getLoopLatch();
    const Value *at = latch ? phi.getIncomingValueForBlock(latch) : nullptr;
    const Instruction *exact = nullptr;
    for (unsigned steps = 0; at && at != &phi && steps < 64; ++steps) {
      const auto *sum = dyn_cast<Instruction>(at);
      if (!sum || !loop.contains(sum) || !isa<FPMathOperator>(sum))
        return nullptr;
      if (!sum->hasAllowReassoc())
        exact = sum;
      const auto *fused = dyn_cast<IntrinsicInst>(sum);
      if (sum->getOpcode() == Instruction::FAdd)
        at = leadsToSum(sum->getOperand(0), phi) ? sum->getOperand(0) : sum->getOperand(1);
      else
        at = fused && fused->getIntrinsicID() == Intrinsic::fmuladd ? fused->getArgOperand(2) : nullptr;
    }
    return at == &phi ? exact : nullptr;
  }

  bool leadsToSum(const Value *operand, const PHINode &phi) const {
    const auto *intrinsic = dyn_cast<IntrinsicInst>(operand);
    return operand == &phi || match(operand, m_FAdd(m_Value(), m_Value())) ||
           (intrinsic && intrinsic->getIntrinsicID() == Intrinsic::fmuladd);
  }

  static std::string conditionPosition(const Selection &selection) {
    const auto *condition = dyn_cast<Instruction>(selection.conditions.front());
    return condition ? positionOf(*condition) : "";
  }

  void readMemory() {
    const LoopAccessInfo &accesses = analyses.getResult<LoopAccessAnalysis>(function).getInfo(loop);
    readIndices();
    if (accesses.canVectorizeMemory() || isa<SCEVCouldNotCompute>(evolution.getBackedgeTakenCount(&loop)))
      return;
    using Dependence = MemoryDepChecker::Dependence;
    const auto *dependences = accesses.getDepChecker().getDependences();
    if (dependences)
      for (const Dependence &dependence : *dependences) {
        if (Dependence::isSafeForVectorization(dependence.Type) != MemoryDepChecker::VectorizationSafetyStatus::Unsafe)
          continue;
        if (dependence.Type == Dependence::Unknown || dependence.Type == Dependence::IndirectUnsafe)
          continue;
        const Instruction *from = dependence.getSource(accesses.getDepChecker());
        const Instruction *to = dependence.getDestination(accesses.getDepChecker());
        add("UNSAFE-DEP", Twine(from->getOpcodeName()) + positionOf(*from) + " and " + to->getOpcodeName() + positionOf(*to) +
                              " touch the same element in different iterations");
      }
  }

  /// Addresses that a 64-bit index makes: on a 32-bit target they are cut off, and LLVM no longer knows how far they reach.
  void readIndices() {
    if (function.getDataLayout().getPointerSizeInBits() != 32)
      return;
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        Value *address = getLoadStorePointerOperand(&instruction);
        if (!address || !evolution.isSCEVable(address->getType()))
          continue;
        const SCEV *scev = evolution.getSCEV(address);
        if (evolution.isLoopInvariant(scev, &loop))
          continue;
        if (SCEVExprContains(scev, [&](const SCEV *part) {
              const auto *cut = dyn_cast<SCEVTruncateExpr>(part);
              return cut && cut->getOperand()->getType()->isIntegerTy(64) && !evolution.isLoopInvariant(cut, &loop);
            }))
          add("INDEX-64", "the address of the " + Twine(instruction.getOpcodeName()) + positionOf(instruction) +
                              " is computed with 64 bits and cut to 32");
      }
  }

  /// Conditions inside the body that the counter decides: true for all iterations but those at a border.
  void readConditions() {
    for (const BasicBlock *block : loop.blocks()) {
      const auto *branch = dyn_cast<BranchInst>(block->getTerminator());
      if (!branch || !branch->isConditional() || loop.isLoopExiting(block))
        continue;
      if (isDecidedByCounter(branch->getCondition(), loop, evolution) && !loop.isLoopInvariant(branch->getCondition())) {
        add("BORDER-IF", "the condition" + positionOf(*branch) + " depends on the loop's counter only", AssumeNoBorders);
        return;
      }
    }
  }

  /// The operation that vectors make most expensive, by LLVM's prices for this target.
  std::string mostExpensive(unsigned registerBits) const {
    std::string worst;
    InstructionCost::CostType most = 0;
    for (const BasicBlock *block : loop.blocks())
      for (const Instruction &instruction : *block) {
        if (!doesWork(instruction) && !isa<CastInst, BinaryOperator, SelectInst>(instruction))
          continue;
        Type *type = isa<StoreInst>(instruction) ? instruction.getOperand(0)->getType() : instruction.getType();
        const unsigned bits = type->getScalarSizeInBits();
        if (type->isVectorTy() || !VectorType::isValidElementType(type) || !bits || bits >= registerBits)
          continue;
        const unsigned lanes = registerBits / bits;
        const InstructionCost one = costs.getInstructionCost(&instruction, TargetTransformInfo::TCK_RecipThroughput);
        const InstructionCost all = vectorCost(instruction, type, lanes);
        if (!one.isValid() || !all.isValid())
          continue;
        const auto excess = all.getValue() - one.getValue() * static_cast<InstructionCost::CostType>(lanes);
        const auto weight = all.getValue();
        if (excess <= 0 || weight <= most)
          continue;
        most = weight;
        worst = operationOf(instruction) + positionOf(instruction) + " costs " + std::to_string(all.getValue()) + " for " +
                std::to_string(lanes) + " lanes and " + std::to_string(one.getValue()) + " for one";
      }
    return worst;
  }

  InstructionCost vectorCost(const Instruction &instruction, Type *type, unsigned lanes) const {
    const auto kind = TargetTransformInfo::TCK_RecipThroughput;
    const auto widen = [&](Type *scalar) -> Type * { return FixedVectorType::get(scalar, lanes); };
    if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction)) {
      SmallVector<Type *, 4> arguments;
      for (const Value *argument : intrinsic->args()) {
        if (!VectorType::isValidElementType(argument->getType()))
          return InstructionCost::getInvalid();
        arguments.push_back(widen(argument->getType()));
      }
      return costs.getIntrinsicInstrCost(IntrinsicCostAttributes(intrinsic->getIntrinsicID(), widen(type), arguments), kind);
    }
    if (const auto *cast = dyn_cast<CastInst>(&instruction))
      return VectorType::isValidElementType(cast->getSrcTy())
                 ? costs.getCastInstrCost(cast->getOpcode(), widen(cast->getDestTy()), widen(cast->getSrcTy()),
                                          TargetTransformInfo::CastContextHint::None, kind)
                 : InstructionCost::getInvalid();
    if (isa<BinaryOperator>(instruction))
      return costs.getArithmeticInstrCost(instruction.getOpcode(), widen(type), kind);
    if (isa<SelectInst>(instruction))
      return costs.getCmpSelInstrCost(Instruction::Select, widen(type), widen(Type::getInt1Ty(type->getContext())),
                                      CmpInst::BAD_ICMP_PREDICATE, kind);
    if (const Value *address = getLoadStorePointerOperand(&instruction)) {
      const SCEV *scev = evolution.isSCEVable(address->getType()) ? evolution.getSCEV(const_cast<Value *>(address)) : nullptr;
      const auto *addresses = dyn_cast_or_null<SCEVAddRecExpr>(scev);
      const auto *step =
          addresses && addresses->getLoop() == &loop ? dyn_cast<SCEVConstant>(addresses->getStepRecurrence(evolution)) : nullptr;
      const uint64_t bytes = function.getDataLayout().getTypeStoreSize(type);
      const bool inARow = (scev && evolution.isLoopInvariant(scev, &loop)) || (step && step->getAPInt().abs() == bytes);
      if (inARow)
        return costs.getMemoryOpCost(instruction.getOpcode(), widen(type), getLoadStoreAlignment(&instruction), 0, kind);
      // Lane by lane, as where there is no gather.
      const APInt everyLane = APInt::getAllOnes(lanes);
      const bool isLoad = isa<LoadInst>(instruction);
      return costs.getScalarizationOverhead(cast<VectorType>(widen(type)), everyLane, isLoad, !isLoad, kind) +
             costs.getMemoryOpCost(instruction.getOpcode(), type, getLoadStoreAlignment(&instruction), 0, kind) * lanes;
    }
    return InstructionCost::getInvalid();
  }
};

bool isDisabled(const Loop &loop) {
  const auto number = [&](StringRef name) -> std::optional<uint64_t> {
    const auto value = getOptionalIntLoopAttribute(&loop, name);
    return value ? std::optional<uint64_t>(static_cast<uint64_t>(*value)) : std::nullopt;
  };
  const MDNode *node = findOptionMDForLoop(&loop, "llvm.loop.vectorize.enable");
  const auto *flag = node && node->getNumOperands() == 2 ? mdconst::dyn_extract<ConstantInt>(node->getOperand(1)) : nullptr;
  return (flag && flag->isZero()) || number("llvm.loop.vectorize.width") == 1;
}

/// The part that is nearest to the source loop: one that unrolling did not multiply.
struct AskedPart {
  const BasicBlock *header = nullptr;
  bool isRemainder = false;
};
AskedPart partToAsk(const SideFinding &side) {
  const LoopPart &main = side.parts.front();
  if (side.facts.iterations > 1)
    for (const LoopPart &part : side.parts)
      if (part.role == PartRole::Remainder && part.width == 1 && part.iterations == 1)
        return {part.header, true};
  return {main.header, false};
}

bool isScalarLoop(const SideFinding &side) {
  return side.function && side.facts.state == LoopState::Loop && !side.facts.isVector() && !side.parts.empty();
}

/// One loop that is asked about.
struct Case {
  LoopFinding *finding = nullptr;
  SideFinding *side = nullptr; ///< of the finding: whose code is asked about
  LoopQuestion question;
  std::vector<Obstacle> obstacles;
  LoopAnswer answer;
  bool disabled = false;
  unsigned blockingChecks = 0;
  std::vector<Obstacle> straightLine; ///< what stops the packing of statements

  bool isWasm() const { return side == &finding->wasm; }
};

/// Sums, products, minima that the loop carries in scalars of one type.
unsigned accumulatorsOf(const Loop &loop) {
  std::map<const Type *, unsigned> byType;
  const BasicBlock *latch = loop.getLoopLatch();
  for (const PHINode &phi : loop.getHeader()->phis())
    if (latch && !phi.getType()->isVectorTy() && !phi.getType()->isPointerTy())
      if (const auto *next = dyn_cast<Instruction>(phi.getIncomingValueForBlock(latch));
          next && !match(next, m_Add(m_Specific(&phi), m_ConstantInt())))
        ++byType[phi.getType()];
  unsigned most = 0;
  for (const auto &[type, count] : byType)
    most = std::max(most, count);
  return most;
}

std::vector<LoopQuestion> questionsOf(ArrayRef<Case> cases, unsigned assumptions) {
  std::vector<LoopQuestion> questions;
  for (const Case &one : cases) {
    questions.push_back(one.question);
    unsigned shown = AssumeNothing;
    for (const Obstacle &obstacle : one.obstacles)
      shown |= obstacle.assumption;
    questions.back().assumptions = shown & assumptions;
  }
  return questions;
}

unsigned shownBy(ArrayRef<Case> cases) {
  unsigned all = AssumeNothing;
  for (const Case &one : cases)
    for (const Obstacle &obstacle : one.obstacles)
      all |= obstacle.assumption;
  return all;
}

/// First look: what the loops show, and what LLVM says.
void readAndAsk(const Function &function, TargetMachine *machine, MutableArrayRef<Case> cases) {
  const auto copy = FunctionCopy::make(function, machine, questionsOf(cases, AssumeNothing));
  if (!copy)
    return;
  std::vector<std::string> expensive;
  for (Case &one : cases) {
    expensive.emplace_back();
    Loop *loop = copy->loopAt(one.question.loop->getHeader());
    if (!loop || !loop->isInnermost())
      continue;
    LoopReader reader{*loop, copy->analyses(), copy->function()};
    reader.read();
    one.obstacles = std::move(reader.obstacles);
    one.blockingChecks = reader.blockingChecks;
    expensive.back() = reader.mostExpensive(128);
  }
  const std::vector<LoopAnswer> answers = copy->askLoopVectorizer();
  for (const auto &[one, answer, operation] : zip_equal(cases, answers, expensive)) {
    one.answer = answer;
    for (const std::string &refusal : answer.refusals)
      if (const Alias *alias = aliasOf(refusal)) {
        const auto same = [&](const Obstacle &obstacle) { return obstacle.id == alias->id; };
        if (any_of(one.obstacles, same))
          continue;
        // The loop has been read: what LLVM cannot count there is explained already, as is a value that it cannot classify.
        const bool explained = any_of(one.obstacles, [&](const Obstacle &obstacle) {
          return (alias->id == "CALL" && obstacle.id == "LIBCALL") ||
                 (alias->id == "UNCOUNTABLE" && (StringRef(obstacle.id).starts_with("CHK-") || obstacle.id == "EARLY-EXIT")) ||
                 (alias->id == "RECURRENCE" && (obstacle.id == "ARGMAX" || obstacle.id == "MINMAX-NAN"));
        });
        if (explained)
          continue;
        const std::string evidence = alias->id == "COST" && !operation.empty() ? operation : alias->evidence.str();
        one.obstacles.push_back({alias->id.str(), evidence, alias->id == "ALIAS" ? AssumeNoOverlap : AssumeNothing, false});
      }
  }
}

std::string priceOf(const StraightLineAnswer &answer) {
  return !answer.refused    ? ""
         : answer.cost == 0 ? ": priced like the scalar code"
                            : ": priced " + std::to_string(answer.cost) + " above the scalar code";
}

/// Loops that both sides have unrolled, and only native code has packed into vectors.
void explainUnrolled(const Function &function, ArrayRef<LoopFinding *> findings) {
  const auto machine = machineFor(function);
  const auto ask = [&](bool ignoreMinMax) {
    const auto copy = FunctionCopy::make(function, machine.get(), LoopQuestion());
    return copy ? copy->askStraightLineVectorizer(ignoreMinMax).front() : StraightLineAnswer();
  };
  const StraightLineAnswer asIs = ask(false);
  const bool byMinMax = ask(true).vectorWork > asIs.vectorWork;
  for (LoopFinding *finding : findings) {
    const CodeFacts &facts = finding->wasm.facts;
    if (byMinMax)
      finding->causes.push_back({"SLP-MINMAX", "vectors pay once compare and select are not priced as a call of fmin or fmax", true});
    else if (facts.scalarCalls || asIs.refused)
      finding->causes.push_back({"COST",
                                 "packing the unrolled statements does not pay" +
                                     (facts.scalarCalls ? ": each lane calls " + join(facts.callees, ", ") : priceOf(asIs)),
                                 true});
  }
}

/// Loops whose statements native code has packed into vectors, one beside the other, and Wasm not.
void explainStraightLine(const Function &function, TargetMachine *machine, ArrayRef<Case *> cases) {
  std::vector<LoopQuestion> questions;
  for (const Case *one : cases)
    questions.push_back(one->question);
  const auto ask = [&](bool ignoreMinMax) {
    const auto copy = FunctionCopy::make(function, machine, questions);
    return copy ? copy->askStraightLineVectorizer(ignoreMinMax) : std::vector<StraightLineAnswer>(questions.size());
  };
  const std::vector<StraightLineAnswer> plain = ask(false), hidden = ask(true);
  for (const auto &[one, asIs, withoutMinMax] : zip_equal(cases, plain, hidden)) {
    const std::string cost = priceOf(asIs);
    const unsigned accumulators = accumulatorsOf(*one->question.loop);
    if (withoutMinMax.vectorizes() && !asIs.vectorizes())
      one->straightLine.push_back(
          {"SLP-MINMAX", "vectors pay once compare and select are not priced as a call of fmin or fmax" + cost, AssumeNothing, false});
    else if (accumulators >= 8)
      one->straightLine.push_back(
          {"SLP-TILE", std::to_string(accumulators) + " accumulators side by side stay scalar" + cost, AssumeNothing, false});
    else if (asIs.refused)
      one->straightLine.push_back({"COST", "packing the statements of the body does not pay" + cost, AssumeNothing, false});
  }
}

/// What the assumptions proved of one loop.
struct Proof {
  unsigned sufficient = AssumeNothing; ///< assumptions that alone let LLVM vectorize
  bool together = false;               ///< none alone, all at once do
};

std::vector<Proof> prove(const Function &function, TargetMachine *machine, ArrayRef<Case> cases) {
  std::vector<Proof> proofs(cases.size());
  const auto ask = [&](unsigned assumptions, auto note) {
    const auto copy = FunctionCopy::make(function, machine, questionsOf(cases, assumptions));
    if (!copy)
      return;
    for (const auto &[proof, answer] : zip_equal(proofs, copy->askLoopVectorizer()))
      if (answer.width > 1)
        note(proof);
  };
  const unsigned shown = shownBy(cases);
  for (unsigned assumption = 1; assumption <= shown; assumption <<= 1)
    if (shown & assumption)
      ask(assumption, [&](Proof &proof) { proof.sufficient |= assumption; });
  if (shown && !isPowerOf2_32(shown))
    ask(shown, [&](Proof &proof) { proof.together = !proof.sufficient; });
  return proofs;
}

/// Writes down what was found, the decisive first: what the loop's own metadata say, what straight-line vectorization would take, what
/// loop vectorization was proved to wait for, a call, and last the first reason LLVM gave.
void conclude(Case &one, const Proof &proof) {
  std::vector<Cause> &causes = one.finding->causes;
  // Code that was written differently for the two targets is not the vectorizer's fault.
  bool settled = one.disabled || any_of(causes, [](const Cause &cause) { return cause.decisive && cause.id == "SOURCE-SIMD"; });
  if (one.disabled)
    causes.push_back({"DISABLED", "the loop's metadata forbid vectors", true});
  const auto note = [&](const Obstacle &obstacle, bool decisive) { causes.push_back({obstacle.id, obstacle.evidence, decisive}); };

  const bool packs = any_of(one.straightLine, [](const Obstacle &obstacle) { return obstacle.id != "COST"; });
  for (const Obstacle &obstacle : one.straightLine)
    if (obstacle.id != "COST")
      note(obstacle, !settled);
  settled |= packs;

  const unsigned proved = proof.together ? ~0u : proof.sufficient;
  const bool anyProved = any_of(one.obstacles, [&](const Obstacle &obstacle) { return (obstacle.assumption & proved) != 0; });
  const auto call = find_if(one.obstacles, [](const Obstacle &obstacle) { return obstacle.id == "CALL"; });
  const Obstacle *first = nullptr;
  if (call != one.obstacles.end())
    first = &*call;
  else if (!one.straightLine.empty())
    first = &one.straightLine.front();
  else
    for (const Obstacle &obstacle : one.obstacles)
      if (!first && !obstacle.informational)
        first = &obstacle;
  const auto isDecisive = [&](const Obstacle &obstacle) {
    return !settled && (anyProved ? (obstacle.assumption & proved) != 0 : &obstacle == first);
  };
  for (const Obstacle &obstacle : one.obstacles)
    note(obstacle, isDecisive(obstacle));
  for (const Obstacle &obstacle : one.straightLine)
    if (obstacle.id == "COST")
      note(obstacle, isDecisive(obstacle));
}

/// Notes which explicit checks LLVM would vectorize without.
void noteBlockingChecks(const Case &one, const Proof &proof) {
  if (!one.side->bounds || !one.blockingChecks || !(proof.together || (proof.sufficient & AssumeNoChecks)))
    return;
  one.side->bounds->blocking = one.blockingChecks;
  // The refusals that stand for nothing else are about the way out of the loop.
  for (const std::string &refusal : one.answer.refusals)
    if (const Alias *alias = aliasOf(refusal); !alias || alias->id == "UNCOUNTABLE") {
      one.side->bounds->blockingReason = refusal;
      return;
    }
}

std::vector<const BasicBlock *> bordersOf(const Loop &loop, ScalarEvolution &evolution) {
  std::vector<const BasicBlock *> borders;
  for (const BasicBlock *block : loop.blocks())
    if (const auto *branch = dyn_cast<BranchInst>(block->getTerminator());
        branch && branch->isConditional() && !loop.isLoopExiting(block) && !loop.isLoopInvariant(branch->getCondition()) &&
        isDecidedByCounter(branch->getCondition(), loop, evolution))
      borders.push_back(block);
  return borders;
}

void explainFunction(const Function &function, std::vector<Case> &cases) {
  FunctionView view(function);
  for (Case &one : cases) {
    const AskedPart part = partToAsk(*one.side);
    one.question.loop = part.header ? view.loopAt(part.header) : nullptr;
    one.question.isRemainder = part.isRemainder;
    one.disabled = any_of(one.side->parts, [&](const LoopPart &copy) {
      const Loop *loop = copy.header ? view.loopAt(copy.header) : nullptr;
      return loop && isDisabled(*loop);
    });
    if (one.question.loop && one.question.loop->isInnermost())
      one.question.borders = bordersOf(*one.question.loop, view.evolution);
  }
  erase_if(cases, [](const Case &one) { return !one.question.loop; });
  if (cases.empty())
    return;
  const auto machine = machineFor(function);
  readAndAsk(function, machine.get(), cases);
  std::vector<Case *> packedNatively;
  for (Case &one : cases)
    if (one.isWasm() && one.finding->judgement.verdict == Verdict::Lost && one.finding->native.facts.vectorizer == Vectorizer::StraightLine)
      packedNatively.push_back(&one);
  if (!packedNatively.empty())
    explainStraightLine(function, machine.get(), packedNatively);
  for (const auto &[one, proof] : zip_equal(cases, prove(function, machine.get(), cases))) {
    noteBlockingChecks(one, proof);
    if (one.isWasm())
      conclude(one, proof);
  }
}

/// errno keeps native code scalar: Wasm is ahead only because it has none.
void addLibraryCalls(LoopFinding &finding, const Loop &native, const TargetLibraryInfo &library) {
  if (finding.native.facts.isVector() || !finding.native.facts.scalarCalls || !finding.wasm.facts.isVector())
    return;
  for (const BasicBlock *block : native.blocks())
    for (const Instruction &instruction : *block)
      if (const auto *call = dyn_cast<CallBase>(&instruction); call && maySetErrno(*call, library)) {
        finding.causes.push_back({"LIBCALL", call->getCalledFunction()->getName().str() + positionOf(*call) + " may set errno natively"});
        return;
      }
}

/// Products of 8- or 16-bit integers that stand side by side in a loop's body: an inner loop, unrolled before the vectorizers saw it.
void addEarlyUnrolling(LoopFinding &finding, const Loop &wasm, const LoopInfo &loops) {
  if (finding.wasm.facts.vectorizer == Vectorizer::Loop || finding.judgement.verdict == Verdict::Parity ||
      finding.judgement.verdict == Verdict::Better)
    return;
  constexpr unsigned fewest = 8; // fewer products are not worth a dot instruction
  const auto isNarrow = [](const Value *value) {
    const auto *extension = dyn_cast<CastInst>(value);
    return extension && isa<SExtInst, ZExtInst>(extension) && extension->getSrcTy()->getScalarSizeInBits() <= 16;
  };
  std::map<const DILocation *, unsigned> products;
  for (const BasicBlock *block : wasm.blocks())
    for (const Instruction &instruction : *block)
      if (loops.getLoopFor(block) == &wasm && instruction.getOpcode() == Instruction::Mul && all_of(instruction.operands(), isNarrow)) {
        const auto *vector = dyn_cast<FixedVectorType>(instruction.getType());
        products[instruction.getDebugLoc().get()] += vector ? vector->getNumElements() : 1;
      }
  unsigned most = 0;
  for (const auto &[location, count] : products)
    most = std::max(most, count / std::max(1u, finding.wasm.facts.iterations));
  if (most >= fewest)
    finding.causes.push_back(
        {"EARLY-UNROLL", std::to_string(most) + " products of narrow integers per iteration, of an inner loop that was unrolled", true});
}

/// Vectors of 64-bit indices that are taken apart into 32-bit addresses.
void addWideIndices(LoopFinding &finding, const Loop &wasm) {
  if (finding.judgement.verdict != Verdict::LaneEmulated || wasm.getHeader()->getDataLayout().getPointerSizeInBits() != 32)
    return;
  for (const BasicBlock *block : wasm.blocks())
    for (const Instruction &instruction : *block)
      if (const auto *cut = dyn_cast<TruncInst>(&instruction);
          cut && cut->getSrcTy()->getScalarSizeInBits() == 64 &&
          any_of(cut->users(), [](const User *user) { return isa<GetElementPtrInst, ExtractElementInst>(user); })) {
        finding.causes.push_back({"INDEX-64", "64-bit indices" + positionOf(*cut) + ": half as many lanes, each cut to a 32-bit address"});
        return;
      }
}

/// What a look at the code of each side shows, without asking.
void readLoops(ArrayRef<LoopFinding *> loops) {
  struct Entry {
    LoopFinding *finding;
    bool isNative;
  };
  MapVector<const Function *, std::vector<Entry>> byFunction;
  for (LoopFinding *finding : loops)
    for (const bool isNative : {true, false})
      if (const SideFinding &side = isNative ? finding->native : finding->wasm; side.function && !side.parts.empty())
        byFunction[side.function].push_back({finding, isNative});
  for (const auto &[function, entries] : byFunction) {
    const FunctionView view(*function);
    for (const auto &[finding, isNative] : entries) {
      const Loop *loop = view.loopAt((isNative ? finding->native : finding->wasm).parts.front().header);
      if (loop && isNative) {
        addLibraryCalls(*finding, *loop, view.library);
      } else if (loop) {
        addEarlyUnrolling(*finding, *loop, view.loops);
        addWideIndices(*finding, *loop);
      }
    }
  }
}

} // namespace

void addCausesFromVectorizer(ArrayRef<LoopFinding *> loops) {
  MapVector<const Function *, std::vector<Case>> byFunction;
  readLoops(loops);
  const auto ask = [&](LoopFinding &finding, SideFinding &side) {
    Case &one = byFunction[side.function].emplace_back();
    one.finding = &finding;
    one.side = &side;
  };
  for (LoopFinding *finding : loops) {
    const Verdict verdict = finding->judgement.verdict;
    if (isScalarLoop(finding->wasm) && (verdict == Verdict::Lost || verdict == Verdict::BothScalar))
      ask(*finding, finding->wasm);
    // Natively only the checks are in question.
    if (isScalarLoop(finding->native) && finding->native.bounds && finding->native.bounds->checks)
      ask(*finding, finding->native);
  }
  for (auto &[function, cases] : byFunction)
    explainFunction(*function, cases);
  MapVector<const Function *, std::vector<LoopFinding *>> unrolled;
  for (LoopFinding *finding : loops)
    if (finding->judgement.verdict == Verdict::Lost && finding->wasm.facts.state == LoopState::Unrolled && finding->wasm.function &&
        none_of(finding->causes, [](const Cause &cause) { return cause.decisive; }))
      unrolled[finding->wasm.function].push_back(finding);
  for (const auto &[function, findings] : unrolled)
    explainUnrolled(*function, findings);
  for (LoopFinding *finding : loops)
    rankCauses(finding->causes);
}

} // namespace irdiff
