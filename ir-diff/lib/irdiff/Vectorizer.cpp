// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Vectorizer.h"

#include "irdiff/ExtractFunction.h"
#include "irdiff/Facts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/LCSSA.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ValueMapper.h"
#include "llvm/Transforms/Vectorize/LoopVectorize.h"
#include "llvm/Transforms/Vectorize/SLPVectorizer.h"

#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

struct Remark {
  std::string name;
  const BasicBlock *block = nullptr; ///< in the copy; may be gone by now
  std::optional<int> cost;
  bool passed = false;
  unsigned width = 1;
};

/// Collects the remarks of one pass.
class RemarkCollector final : public DiagnosticHandler {
public:
  RemarkCollector(StringRef inPass, std::vector<Remark> &inRemarks) : pass(inPass), remarks(inRemarks) {}

  bool handleDiagnostics(const DiagnosticInfo &info) override {
    const auto *remark = dyn_cast<DiagnosticInfoIROptimization>(&info);
    if (!remark || remark->getPassName() != pass)
      return true;
    Remark entry;
    entry.name = remark->getRemarkName().str();
    entry.block = remark->getCodeRegion();
    entry.passed = isa<OptimizationRemark>(remark);
    for (const auto &argument : remark->getArgs()) {
      int value = 0;
      if (argument.Key == "Cost" && !StringRef(argument.Val).getAsInteger(10, value))
        entry.cost = value;
      else if (argument.Key == "VectorizationFactor" && !StringRef(argument.Val).getAsInteger(10, value))
        entry.width = static_cast<unsigned>(value);
    }
    remarks.push_back(std::move(entry));
    return true;
  }
  bool isAnalysisRemarkEnabled(StringRef name) const override { return name == pass; }
  bool isMissedOptRemarkEnabled(StringRef name) const override { return name == pass; }
  bool isPassedOptRemarkEnabled(StringRef name) const override { return name == pass; }
  bool isAnyRemarkEnabled() const override { return true; }

private:
  StringRef pass;
  std::vector<Remark> &remarks;
};

/// Runs a pass with the context's diagnostics going to a collector.
template <typename Run> std::vector<Remark> collectRemarks(LLVMContext &context, StringRef pass, Run run) {
  std::vector<Remark> remarks;
  std::unique_ptr<DiagnosticHandler> previous = context.getDiagnosticHandler();
  context.setDiagnosticHandler(std::make_unique<RemarkCollector>(pass, remarks));
  run();
  context.setDiagnosticHandler(std::move(previous));
  return remarks;
}

void allowReassociation(Instruction &instruction) {
  if (isa<FPMathOperator>(instruction))
    instruction.setHasAllowReassoc(true);
}

void forgetNaNs(Instruction &instruction) {
  if (!isa<FPMathOperator>(instruction) || !isa<FCmpInst, SelectInst, PHINode>(instruction))
    return;
  instruction.setHasNoNaNs(true);
  instruction.setHasNoSignedZeros(true);
}

void alwaysGoTo(BasicBlock &block, unsigned successor) {
  cast<BranchInst>(block.getTerminator())->setCondition(ConstantInt::getBool(block.getContext(), successor == 0));
  ConstantFoldTerminator(&block, /*DeleteDeadConditions=*/false);
}

/// Lets the branch of an explicit check always go where it goes when the check holds.
void removeCheck(BasicBlock &block) {
  auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  if (!branch || !branch->isConditional())
    return;
  for (unsigned side = 0; side < 2; ++side)
    if (endsProgram(*branch->getSuccessor(side)) && !endsProgram(*branch->getSuccessor(1 - side))) {
      alwaysGoTo(block, 1 - side);
      return;
    }
}

/// Lets a branch always go to the work that it guards.
void removeBorder(BasicBlock &block) {
  const auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  if (!branch || !branch->isConditional())
    return;
  for (unsigned side = 0; side < 2; ++side)
    if (branch->getSuccessor(side)->getSinglePredecessor()) {
      alwaysGoTo(block, side);
      return;
    }
}

/// The operand of the loop's last compare that does not change in the loop: how far it counts.
std::pair<ICmpInst *, unsigned> boundOf(const Loop &loop) {
  const BasicBlock *latch = loop.getLoopLatch();
  const auto *branch = latch ? dyn_cast<BranchInst>(latch->getTerminator()) : nullptr;
  auto *compare = branch && branch->isConditional() ? dyn_cast<ICmpInst>(branch->getCondition()) : nullptr;
  if (compare && compare->getOperand(0)->getType()->isIntegerTy())
    for (unsigned operand = 0; operand < 2; ++operand)
      if (loop.isLoopInvariant(compare->getOperand(operand)))
        return {compare, operand};
  return {nullptr, 0};
}

/// A remainder counts what it has left besides the loop's own counter, and ends by the former. Lets it end by the latter, so that it costs
/// what the loop costs.
void endByOwnCounter(ICmpInst &compare, unsigned boundOperand, BasicBlock &header, const BasicBlock &latch) {
  const auto stepOf = [&](PHINode &phi) -> Value * {
    if (phi.getBasicBlockIndex(&latch) < 0)
      return nullptr;
    Value *next = phi.getIncomingValueForBlock(&latch);
    return match(next, m_c_Add(m_Specific(&phi), m_One())) ? next : nullptr;
  };
  const Value *counted = compare.getOperand(1 - boundOperand);
  const bool countsOnly = any_of(header.phis(), [&](PHINode &phi) {
    return phi.hasOneUse() && stepOf(phi) == counted && counted->hasNUses(2); // the phi's increment; the phi and the compare
  });
  if (!countsOnly)
    return;
  for (PHINode &phi : header.phis())
    if (Value *next = stepOf(phi); next && next != counted && &phi != counted && next->getType() == counted->getType()) {
      compare.setOperand(1 - boundOperand, next);
      DeleteDeadPHIs(&header);
      return;
    }
}

bool canStandAlone(const Function &function) {
  return none_of(function, [](const BasicBlock &block) {
    return block.hasAddressTaken() || isa<IndirectBrInst, CallBrInst, CatchSwitchInst>(block.getTerminator());
  });
}

/// Metadata of a loop without what earlier vectorization and unrolling left there.
void forgetEarlierPasses(Loop &loop) {
  LLVMContext &context = loop.getHeader()->getContext();
  if (const MDNode *id = loop.getLoopID())
    loop.setLoopID(makePostTransformationMetadata(
        context, const_cast<MDNode *>(id),
        {"llvm.loop.isvectorized", "llvm.loop.vectorize.", "llvm.loop.interleave.", "llvm.loop.unroll.", "llvm.loop.distribute."}, {}));
}

void assumeNoOverlap(Loop &loop) {
  LLVMContext &context = loop.getHeader()->getContext();
  MDNode *group = MDNode::getDistinct(context, {});
  for (BasicBlock *block : loop.blocks())
    for (Instruction &instruction : *block)
      if (instruction.mayReadOrWriteMemory())
        instruction.setMetadata(LLVMContext::MD_access_group, group);
  MDNode *parallel = MDNode::get(context, {MDString::get(context, "llvm.loop.parallel_accesses"), group});
  loop.setLoopID(makePostTransformationMetadata(context, loop.getLoopID(), {}, {parallel}));
}

/// A constant that differs as little as possible; a compare with it is no longer that of a minimum or maximum.
Constant *neighbourOf(const ConstantFP &constant) {
  APFloat value = constant.getValueAPF();
  if (!value.isFinite())
    return nullptr;
  value.next(/*nextDown=*/false);
  return ConstantFP::get(constant.getContext(), value);
}

void hideMinMax(Function &function) {
  for (Instruction &instruction : instructions(function)) {
    auto *select = dyn_cast<SelectInst>(&instruction);
    auto *compare = select ? dyn_cast<FCmpInst>(select->getCondition()) : nullptr;
    if (!compare)
      continue;
    for (Use &operand : compare->operands())
      if (const auto *constant = dyn_cast<ConstantFP>(operand);
          constant && !constant->getType()->isVectorTy() && (select->getTrueValue() == constant || select->getFalseValue() == constant))
        if (Constant *neighbour = neighbourOf(*constant))
          operand.set(neighbour);
  }
}

} // namespace

bool LoopAnswer::refusedBy(StringRef name) const { return is_contained(refusals, name); }

struct FunctionCopy::State {
  std::unique_ptr<Module> module;
  Function *function = nullptr;
  ValueToValueMapTy values;
  std::vector<LoopQuestion> questions;
  PassBuilder passes;
  LoopAnalysisManager loopAnalyses;
  FunctionAnalysisManager functionAnalyses;
  CGSCCAnalysisManager graphAnalyses;
  ModuleAnalysisManager moduleAnalyses;

  explicit State(TargetMachine *machine) : passes(machine) {
    passes.registerModuleAnalyses(moduleAnalyses);
    passes.registerCGSCCAnalyses(graphAnalyses);
    passes.registerFunctionAnalyses(functionAnalyses);
    passes.registerLoopAnalyses(loopAnalyses);
    passes.crossRegisterProxies(loopAnalyses, functionAnalyses, graphAnalyses, moduleAnalyses);
  }

  ~State() {
    loopAnalyses.clear();
    functionAnalyses.clear();
    graphAnalyses.clear();
    moduleAnalyses.clear();
    // The map's keys are the original's: it goes before anything else can look at it.
    values.clear();
  }

  void copyFrom(const Function &original) {
    module = extractFunction(original, values);
    function = cast<Function>(values[&original]);
  }

  BasicBlock *copyOf(const BasicBlock *original) const { return dyn_cast_or_null<BasicBlock>(values.lookup(original)); }

  /// What must stand in the code before it is analysed.
  void writeAssumptions(const LoopQuestion &question) {
    for (const BasicBlock *original : question.loop->blocks()) {
      BasicBlock *block = copyOf(original);
      for (Instruction &instruction : *block) {
        if (question.assumptions & AssumeReassociation)
          allowReassociation(instruction);
        if (question.assumptions & AssumeNoNaNs)
          forgetNaNs(instruction);
      }
      if (question.assumptions & AssumeNoChecks)
        removeCheck(*block);
    }
    if (question.assumptions & AssumeNoBorders)
      for (const BasicBlock *border : question.borders)
        removeBorder(*copyOf(border));
    if (question.isRemainder)
      if (const auto [compare, operand] = boundOf(*question.loop); compare) {
        auto *copy = cast<ICmpInst>(values.lookup(compare));
        Type *type = copy->getOperand(operand)->getType();
        auto *bound = new GlobalVariable(*module, type, false, GlobalValue::ExternalLinkage, nullptr, "bound");
        copy->setOperand(operand, new LoadInst(type, bound, "bound", function->getEntryBlock().getFirstNonPHIOrDbgOrAlloca()));
        endByOwnCounter(*copy, operand, *copyOf(question.loop->getHeader()), *copyOf(question.loop->getLoopLatch()));
      }
  }

  Loop *loopOf(const LoopQuestion &question) { return question.loop ? loopAt(question.loop->getHeader()) : nullptr; }

  Loop *loopAt(const BasicBlock *originalHeader) {
    LoopInfo &loops = functionAnalyses.getResult<LoopAnalysis>(*function);
    const BasicBlock *header = copyOf(originalHeader);
    Loop *loop = header ? loops.getLoopFor(header) : nullptr;
    return loop && loop->getHeader() == header ? loop : nullptr;
  }
};

FunctionCopy::FunctionCopy() = default;
FunctionCopy::~FunctionCopy() = default;

std::unique_ptr<FunctionCopy> FunctionCopy::make(const Function &original, TargetMachine *machine, ArrayRef<LoopQuestion> questions) {
  if (original.isDeclaration() || !canStandAlone(original))
    return nullptr;
  std::unique_ptr<FunctionCopy> copy(new FunctionCopy);
  copy->state = std::make_unique<State>(machine);
  State &state = *copy->state;
  state.copyFrom(original);
  state.questions.assign(questions.begin(), questions.end());
  for (const LoopQuestion &question : questions)
    if (question.loop)
      state.writeAssumptions(question);
  FunctionPassManager normalForm;
  normalForm.addPass(LoopSimplifyPass());
  normalForm.addPass(LCSSAPass());
  normalForm.run(*state.function, state.functionAnalyses);
  return copy;
}

Function &FunctionCopy::function() const { return *state->function; }
FunctionAnalysisManager &FunctionCopy::analyses() const { return state->functionAnalyses; }
Loop *FunctionCopy::loopAt(const BasicBlock *originalHeader) const { return state->loopAt(originalHeader); }

std::vector<LoopAnswer> FunctionCopy::askLoopVectorizer() {
  std::vector<LoopAnswer> answers(state->questions.size());
  LoopInfo &loops = state->functionAnalyses.getResult<LoopAnalysis>(*state->function);
  DenseMap<const Loop *, size_t> asked;
  DenseMap<const BasicBlock *, size_t> questionOf;
  for (const auto &[index, question] : enumerate(state->questions)) {
    Loop *loop = state->loopOf(question);
    if (!loop || !asked.try_emplace(loop, index).second)
      continue;
    for (const BasicBlock *block : loop->blocks())
      questionOf[block] = index;
    forgetEarlierPasses(*loop);
    if (question.assumptions & AssumeNoOverlap)
      assumeNoOverlap(*loop);
  }
  // Loops that nobody asks about would only cost time.
  for (Loop *loop : loops.getLoopsInPreorder())
    if (!asked.contains(loop))
      addStringMetadataToLoop(loop, "llvm.loop.vectorize.enable", 0);

  std::vector<size_t> sameAs(answers.size()); // questions about one loop have one answer
  for (const auto &[index, question] : enumerate(state->questions))
    sameAs[index] = asked.lookup_or(state->loopOf(question), index);

  const std::vector<Remark> remarks = collectRemarks(state->function->getContext(), "loop-vectorize",
                                                     [&] { LoopVectorizePass().run(*state->function, state->functionAnalyses); });
  for (const Remark &remark : remarks) {
    const auto found = questionOf.find(remark.block);
    if (found == questionOf.end())
      continue;
    LoopAnswer &answer = answers[found->second];
    if (remark.passed)
      answer.width = std::max(answer.width, remark.width);
    else if (!answer.refusedBy(remark.name))
      answer.refusals.push_back(remark.name);
  }
  for (size_t i = 0; i < answers.size(); ++i)
    if (sameAs[i] != i)
      answers[i] = answers[sameAs[i]];
  return answers;
}

std::vector<StraightLineAnswer> FunctionCopy::askStraightLineVectorizer(bool ignoreMinMax) {
  std::vector<StraightLineAnswer> answers(state->questions.size());
  LoopInfo &loops = state->functionAnalyses.getResult<LoopAnalysis>(*state->function);
  // By the loop around an instruction; a question without a loop is about all of them.
  DenseMap<const Loop *, SmallVector<size_t, 1>> questionsOf;
  SmallVector<size_t, 1> aboutAll;
  for (const auto &[index, question] : enumerate(state->questions))
    if (const Loop *loop = state->loopOf(question))
      questionsOf[loop].push_back(index);
    else if (!question.loop)
      aboutAll.push_back(index);
  const auto forAnswersAt = [&](const BasicBlock *block, auto use) {
    if (const auto found = questionsOf.find(loops.getLoopFor(block)); found != questionsOf.end())
      for (const size_t index : found->second)
        use(answers[index]);
    for (const size_t index : aboutAll)
      use(answers[index]);
  };
  if (ignoreMinMax)
    hideMinMax(*state->function);
  const std::vector<Remark> remarks = collectRemarks(state->function->getContext(), "slp-vectorizer",
                                                     [&] { SLPVectorizerPass().run(*state->function, state->functionAnalyses); });
  for (const Remark &remark : remarks)
    if (!remark.passed && remark.cost)
      forAnswersAt(remark.block, [&](StraightLineAnswer &answer) {
        answer.cost = answer.refused ? std::min(answer.cost, *remark.cost) : *remark.cost;
        answer.refused = true;
      });
  for (const BasicBlock &block : *state->function)
    for (const Instruction &instruction : block)
      if (isa<BinaryOperator, UnaryOperator, CmpInst>(instruction) || (isa<IntrinsicInst>(instruction) && doesWork(instruction))) {
        const auto *vector = dyn_cast<FixedVectorType>(instruction.getOperand(0)->getType());
        forAnswersAt(&block, [&](StraightLineAnswer &answer) {
          (vector ? answer.vectorWork : answer.scalarWork) += vector ? vector->getNumElements() : 1;
        });
      }
  return answers;
}

std::unique_ptr<TargetMachine> machineFor(const Function &function) {
  const Triple &triple = function.getParent()->getTargetTriple();
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  return std::unique_ptr<TargetMachine>(target ? target->createTargetMachine(triple, "", "", TargetOptions(), std::nullopt) : nullptr);
}

} // namespace irdiff
