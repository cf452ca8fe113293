// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Patterns.h"

#include "irdiff/Names.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

// --- Calls of the C math library ---------------------------------------------------------------------------------------------------------

enum class MathKind { None, MinMax, Rounding, Other };

/// By the name in the C library without its suffix for the type.
MathKind kindOfMath(StringRef name) {
  return StringSwitch<MathKind>(name)
      .Cases({"fmax", "fmin"}, MathKind::MinMax)
      .Cases({"round", "roundeven", "rint", "nearbyint", "floor", "ceil", "trunc"}, MathKind::Rounding)
      .Cases({"lround", "llround", "lrint", "llrint"}, MathKind::Rounding)
      .Cases({"exp", "exp2", "exp10", "expm1", "log", "log2", "log10", "log1p"}, MathKind::Other)
      .Cases({"sin", "cos", "tan", "asin", "acos", "atan", "atan2"}, MathKind::Other)
      .Cases({"sinh", "cosh", "tanh", "asinh", "acosh", "atanh"}, MathKind::Other)
      .Cases({"pow", "powi", "cbrt", "hypot", "erf", "erfc", "fmod", "fma", "ldexp"}, MathKind::Other)
      .Default(MathKind::None);
}

/// The function of the C library that an instruction is on its target, without the suffix; empty if it is none.
StringRef libraryFunction(const Instruction &instruction, const Lowering &lowering) {
  if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction)) {
    if (lowering.fateOf(instruction) != Fate::CallPerLane)
      return "";
    switch (intrinsic->getIntrinsicID()) {
    case Intrinsic::maxnum:
      return "fmax";
    case Intrinsic::minnum:
      return "fmin";
    default:
      StringRef name = Intrinsic::getBaseName(intrinsic->getIntrinsicID());
      name.consume_front("llvm.");
      return name;
    }
  }
  if (const auto *call = dyn_cast<CallBase>(&instruction)) {
    const Function *callee = call->getCalledFunction();
    if (!callee || !callee->isDeclaration() || callee->arg_empty() || !callee->getArg(0)->getType()->isFloatingPointTy() ||
        lowering.isInstruction(*call))
      return "";
    StringRef name = callee->getName();
    if (callee->getArg(0)->getType()->isFloatTy())
      name.consume_back("f");
    return name;
  }
  return instruction.getOpcode() == Instruction::FRem && lowering.fateOf(instruction) == Fate::CallPerLane ? "fmod" : "";
}

struct Calls {
  unsigned count = 0;
  SmallVector<std::string, 4> names;

  void add(StringRef name, const Type *type) {
    const auto *vector = dyn_cast<FixedVectorType>(type);
    count += vector ? vector->getNumElements() : 1;
    std::string full = (name + (type->getScalarType()->isFloatTy() ? "f" : "")).str();
    if (names.size() < 4 && !is_contained(names, full))
      names.push_back(std::move(full));
  }
};

void findLibraryCalls(const PatternInput &input, std::vector<Pattern> &patterns) {
  // Beside inner loops, a call is what one iteration of them has left behind, or costs little against them.
  if (!input.loop.isInnermost())
    return;
  Calls minMax, rounding, other;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      if (!instruction.getNumOperands())
        continue;
      const StringRef name = libraryFunction(instruction, input.lowering);
      const MathKind kind = kindOfMath(name);
      if (kind != MathKind::None)
        (kind == MathKind::MinMax ? minMax : kind == MathKind::Rounding ? rounding : other).add(name, instruction.getOperand(0)->getType());
    }
  const auto report = [&](StringRef id, const Calls &calls) {
    if (calls.count)
      patterns.push_back({id.str(), calls.count,
                          counted(calls.count, "call") + " of the C library (" + join(calls.names, ", ") + ") for " +
                              counted(input.facts.iterations, "element"),
                          true});
  };
  report("MINMAX-CALL", minMax);
  report("ROUND-CALL", rounding);
  report("INNAME", other);
}

// --- Vector operations with a better form on Wasm ----------------------------------------------------------------------------------------

bool hasRelaxedSimd(const Loop &loop) {
  const StringRef features = loop.getHeader()->getParent()->getFnAttribute("target-features").getValueAsString();
  return features.contains("+relaxed-simd");
}

bool isFloatVector(const Type *type) { return isa<FixedVectorType>(type) && type->isFPOrFPVectorTy(); }

bool mayContract(const Value *value) {
  const auto *math = dyn_cast<FPMathOperator>(value);
  return math && math->hasAllowContract();
}

/// A product that only the addition beside it uses and that may be rounded together with it.
bool isContractibleProduct(const Value *value) { return match(value, m_OneUse(m_FMul(m_Value(), m_Value()))) && mayContract(value); }

/// The addend of a vector multiply-add, null for anything else.
const Value *addendOf(const Value *value) {
  if (!isFloatVector(value->getType()))
    return nullptr;
  const Value *addend = nullptr, *left = nullptr, *right = nullptr;
  if (match(value, m_Intrinsic<Intrinsic::fmuladd>(m_Value(), m_Value(), m_Value(addend))))
    return addend;
  if (!match(value, m_FAdd(m_Value(left), m_Value(right))) || !mayContract(value))
    return nullptr;
  return isContractibleProduct(left) ? right : isContractibleProduct(right) ? left : nullptr;
}

/// Multiply-adds each of which waits for the one before, round the loop.
struct Chains {
  unsigned count = 0; ///< accumulators
  SmallPtrSet<const Value *, 16> links;
};

Chains multiplyAddChains(const Loop &loop) {
  Chains chains;
  const BasicBlock *latch = loop.getLoopLatch();
  for (const PHINode &phi : loop.getHeader()->phis()) {
    if (!latch || !isFloatVector(phi.getType()))
      continue;
    SmallVector<const Value *, 8> links;
    const Value *at = phi.getIncomingValueForBlock(latch);
    for (const Value *addend = addendOf(at); at != &phi && addend; addend = addendOf(at)) {
      if (chains.links.contains(at))
        break;
      links.push_back(at);
      at = addend;
      if (links.size() >= 1024)
        break;
    }
    if (at != &phi || links.empty())
      continue;
    ++chains.count;
    chains.links.insert(links.begin(), links.end());
  }
  return chains;
}

/// So many multiply-adds in flight hide the latency of each; with fewer, a separate addition is the shorter chain.
constexpr unsigned chainsToHideLatency = 4;

void findMultiplyAdds(const PatternInput &input, std::vector<Pattern> &patterns) {
  const bool relaxed = hasRelaxedSimd(input.loop);
  const Chains chains = multiplyAddChains(input.loop);
  const bool isLatencyBound = chains.count > 0 && chains.count < chainsToHideLatency;
  unsigned separate = 0, subtractions = 0;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      separate += addendOf(&instruction) && !(isLatencyBound && chains.links.contains(&instruction));
      if (!isFloatVector(instruction.getType()) || instruction.getOpcode() != Instruction::FSub || !mayContract(&instruction))
        continue;
      // c - a * b is selected as a negated multiply-add, a * b - c is not.
      const bool negated = isContractibleProduct(instruction.getOperand(1));
      separate += negated;
      subtractions += !negated && isContractibleProduct(instruction.getOperand(0));
    }
  // Where loads and stores are the bottleneck, a fused multiply-add gains nothing.
  if (!relaxed && 2 * (separate + subtractions) > input.facts.loads + input.facts.stores)
    patterns.push_back({"RELAXED", separate + subtractions,
                        counted(separate + subtractions, "vector multiply-add") + " in two instructions, relaxed SIMD is off", false});
  if (relaxed && subtractions)
    patterns.push_back({"FMSUB", subtractions, counted(subtractions, "product") + " minus a value in two instructions, relaxed SIMD is on",
                        input.loop.isInnermost()});
  if (relaxed && isLatencyBound)
    patterns.push_back({"FMA-CHAIN", chains.count,
                        counted(chains.count, "accumulator") + " of fused multiply-adds, " + std::to_string(chainsToHideLatency) +
                            " are needed to hide their latency",
                        input.loop.isInnermost()});
}

void findSlowForms(const PatternInput &input, std::vector<Pattern> &patterns) {
  const bool relaxed = hasRelaxedSimd(input.loop);
  unsigned minMax = 0, truncations = 0;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      if (!isa<FixedVectorType>(instruction.getType()))
        continue;
      // With relaxed SIMD they become relaxed_min and relaxed_max.
      if (!relaxed && (match(&instruction, m_Intrinsic<Intrinsic::maxnum>()) || match(&instruction, m_Intrinsic<Intrinsic::minnum>()) ||
                       match(&instruction, m_Intrinsic<Intrinsic::maximum>()) || match(&instruction, m_Intrinsic<Intrinsic::minimum>())))
        minMax += instruction.hasNoNaNs() && instruction.hasNoSignedZeros();
      if (relaxed && isa<FPToSIInst, FPToUIInst>(instruction) && instruction.getType()->getScalarSizeInBits() <= 32)
        ++truncations;
    }
  if (minMax)
    patterns.push_back({"MINMAX-FAST", minMax,
                        counted(minMax, "vector min/max") + " as f32x4.min/max, which handle NaN, where pmin/pmax would do",
                        input.loop.isInnermost()});
  if (truncations)
    patterns.push_back({"RELAXED-TRUNC", truncations,
                        counted(truncations, "vector conversion") + " to integers with saturation, relaxed SIMD is on",
                        input.loop.isInnermost()});
}

// --- Register tiles ----------------------------------------------------------------------------------------------------------------------

/// Whether a value of the loop is summed up over its lanes behind the loop, on its own.
bool isReducedAlone(const Value &value, const Loop &loop) {
  return any_of(value.users(), [&](const User *user) {
    const auto *instruction = dyn_cast<Instruction>(user);
    if (!instruction || loop.contains(instruction))
      return false;
    if (const auto *phi = dyn_cast<PHINode>(instruction); phi && phi->hasOneUse())
      instruction = dyn_cast<Instruction>(phi->user_back());
    return instruction && match(instruction, m_Intrinsic<Intrinsic::vector_reduce_fadd>());
  });
}

/// A register tile keeps a sum in every lane. Where reassociation is allowed, the vectorizer takes the depth instead: a whole vector for
/// every sum, and shuffles or lane loads for the operand that does not lie along the depth.
void findTornTiles(const PatternInput &input, std::vector<Pattern> &patterns) {
  constexpr unsigned sumsOfTile = 8, rearrangements = 4;
  const CodeFacts &facts = input.facts;
  const BasicBlock *latch = input.loop.getLoopLatch();
  if (!latch || facts.vectorizer != Vectorizer::Loop || facts.shuffles + facts.laneMoves < rearrangements)
    return;
  unsigned sums = 0;
  for (const PHINode &phi : input.loop.getHeader()->phis()) {
    const Value *next = phi.getIncomingValueForBlock(latch);
    const auto *math = isFloatVector(phi.getType()) ? dyn_cast<FPMathOperator>(next) : nullptr;
    sums += math && math->hasAllowReassoc() && isReducedAlone(*next, input.loop);
  }
  if (sums >= sumsOfTile)
    patterns.push_back({"FAST-TILE", sums,
                        std::to_string(sums) + " sums, each in a vector of its own over the depth, with " +
                            counted(facts.shuffles, "shuffle") + " and " + counted(facts.laneMoves, "lane move"),
                        input.loop.isInnermost()});
}

} // namespace

void findFloatPatterns(const PatternInput &input, std::vector<Pattern> &patterns) {
  findLibraryCalls(input, patterns);
  findTornTiles(input, patterns);
  if (!input.lowering.target().isWasm() || !input.facts.isVector())
    return;
  findSlowForms(input, patterns);
  findMultiplyAdds(input, patterns);
}

} // namespace irdiff
