// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Integer work for which Wasm has one instruction and LLVM 22 emits many. What LLVM does recognise on Wasm is not reported: partial
// reductions (dot, extadd_pairwise), averages, absolute differences that are stored, saturating additions of signed integers.
#include "irdiff/Patterns.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace irdiff {

namespace {

/// Products that one i32x4.dot_i16x8_s takes: fewer are not worth rewriting.
constexpr unsigned productsOfDot = 8;

unsigned lanesOf(const Value &value) {
  const auto *vector = dyn_cast<FixedVectorType>(value.getType());
  return vector ? vector->getNumElements() : 1;
}

unsigned bitsOf(const Value &value) { return value.getType()->getScalarSizeInBits(); }

/// One pattern per cause: the first evidence, and how often it was found. All of them are waste.
void report(std::vector<Pattern> &patterns, StringRef id, const Twine &evidence, unsigned count = 1) {
  for (Pattern &pattern : patterns)
    if (pattern.id == id) {
      pattern.count += count;
      return;
    }
  patterns.push_back({id.str(), count, evidence.str(), true});
}

std::string inLanes(unsigned lanes) { return lanes > 1 ? "in vectors of " + std::to_string(lanes) : "one by one"; }

// Sums and dot products.

/// An integer sum: what is added, however the additions are nested.
struct Sum {
  const Value *root;
  SmallVector<const Value *, 8> terms;
  bool isAccumulated = false; ///< from pass to pass
  bool isReduced = false;     ///< its lanes are added up in every pass: once it was a loop of constant length
};

bool isAdd(const Value *value) { return isa<BinaryOperator>(value) && cast<BinaryOperator>(value)->getOpcode() == Instruction::Add; }

/// An addition whose result only goes into another one nearby.
bool isInnerAdd(const Value *value, const BasicBlock *block) {
  return isAdd(value) && value->hasOneUse() && cast<Instruction>(value)->getParent() == block;
}

Sum sumFrom(const Value &root, const BasicBlock *block, const Loop &loop) {
  Sum sum{&root, {}};
  SmallVector<const Value *, 8> pending{&root};
  while (!pending.empty()) {
    const Value *value = pending.pop_back_val();
    if (isAdd(value) && (value == &root || isInnerAdd(value, block))) {
      pending.push_back(cast<BinaryOperator>(value)->getOperand(0));
      pending.push_back(cast<BinaryOperator>(value)->getOperand(1));
    } else {
      sum.terms.push_back(value);
    }
  }
  const BasicBlock *latch = loop.getLoopLatch();
  sum.isAccumulated = latch && any_of(sum.terms, [&](const Value *term) {
                        const auto *phi = dyn_cast<PHINode>(term);
                        return phi && phi->getParent() == loop.getHeader() && phi->getIncomingValueForBlock(latch) == &root;
                      });
  return sum;
}

/// The sums of a loop. Every addition belongs to one.
std::vector<Sum> sumsOf(const PatternInput &input) {
  std::vector<Sum> sums;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      if (const auto *call = dyn_cast<IntrinsicInst>(&instruction); call && call->getIntrinsicID() == Intrinsic::vector_reduce_add) {
        sums.push_back(sumFrom(*call->getArgOperand(0), block, input.loop));
        sums.back().isReduced = true;
        continue;
      }
      const auto isPartOfSum = [&](const User *user) {
        const auto *call = dyn_cast<IntrinsicInst>(user);
        const bool isSummed = isAdd(user) || (call && call->getIntrinsicID() == Intrinsic::vector_reduce_add);
        return isSummed && cast<Instruction>(user)->getParent() == block;
      };
      if (isAdd(&instruction) && !(instruction.hasOneUse() && isPartOfSum(*instruction.user_begin())))
        sums.push_back(sumFrom(instruction, block, input.loop));
    }
  return sums;
}

/// One side of a product that fits a signed 16-bit lane.
struct Factor {
  unsigned bits; ///< of the integers it is made from
  bool isSigned;
  bool isShifted; ///< by a zero point, or a difference of two
  bool isNibble;
};

/// A widened integer that was narrower, but no truth value.
const CastInst *widenedFrom(const Value *value, unsigned maxBits) {
  const auto *extension = dyn_cast<CastInst>(value);
  if (!extension || !isa<SExtInst, ZExtInst>(extension))
    return nullptr;
  const unsigned bits = bitsOf(*extension->getOperand(0));
  return bits > 1 && bits <= maxBits ? extension : nullptr;
}

const Value *withoutExtension(const Value *value) {
  const auto *extension = dyn_cast<CastInst>(value);
  return extension && isa<SExtInst, ZExtInst>(extension) ? extension->getOperand(0) : value;
}

/// Half of a byte, possibly made signed by a constant.
bool isNibble(const Value *value) {
  value = withoutExtension(value);
  const Value *inner = nullptr;
  if (match(value, m_Add(m_Value(inner), m_Constant())) || match(value, m_Xor(m_Value(inner), m_Constant())))
    value = withoutExtension(inner);
  if (match(value, m_And(m_Value(), m_SpecificInt(15))))
    return true;
  return match(value, m_LShr(m_Value(inner), m_SpecificInt(4))) && bitsOf(*withoutExtension(inner)) == 8;
}

std::optional<Factor> factorOf(const Value *value, const Loop &loop) {
  if (isNibble(value))
    return Factor{8, false, false, true};
  if (const CastInst *extension = widenedFrom(value, 16)) {
    const unsigned bits = bitsOf(*extension->getOperand(0));
    const bool isSigned = isa<SExtInst>(extension);
    if (bits == 16 && !isSigned)
      return std::nullopt;
    return Factor{bits, isSigned, false, false};
  }
  // A zero point is a byte in practice; whoever writes the 16-bit form promises it.
  const Value *left = nullptr, *right = nullptr;
  if (!match(value, m_Sub(m_Value(left), m_Value(right))) && !match(value, m_Add(m_Value(left), m_Value(right))))
    return std::nullopt;
  const auto isByteOrInvariant = [&](const Value *side) { return widenedFrom(side, 8) || loop.isLoopInvariant(side); };
  if ((widenedFrom(left, 8) && isByteOrInvariant(right)) || (widenedFrom(right, 8) && isByteOrInvariant(left)))
    return Factor{8, true, true, false};
  return std::nullopt;
}

/// Where a scalar is loaded from: places with the same base and index are a constant apart.
struct Place {
  std::pair<const Value *, const Value *> base;
  uint64_t offset; ///< in bytes, modulo 2^64
};

std::optional<Place> placeOf(const LoadInst &load) {
  const DataLayout &layout = load.getDataLayout();
  APInt offset(layout.getIndexTypeSizeInBits(load.getPointerOperandType()), 0);
  const Value *base = load.getPointerOperand()->stripAndAccumulateConstantOffsets(layout, offset, true);
  Place place{{base, nullptr}, offset.sextOrTrunc(64).getZExtValue()};
  const auto *address = dyn_cast<GetElementPtrInst>(base);
  if (!address || address->getNumIndices() != 1)
    return place;
  const TypeSize size = layout.getTypeAllocSize(address->getSourceElementType());
  if (size.isScalable())
    return std::nullopt;
  const Value *index = address->getOperand(1);
  const APInt *constant = nullptr;
  if (match(index, m_AddLike(m_Value(index), m_APInt(constant))))
    place.offset += constant->sextOrTrunc(64).getZExtValue() * size.getFixedValue();
  place.base = {address->getPointerOperand(), index};
  return place;
}

const LoadInst *loadBehind(const Value *value) {
  for (unsigned depth = 0; depth < 4 && !isa<LoadInst>(value); ++depth) {
    const auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || !isa<BinaryOperator, CastInst>(instruction))
      return nullptr;
    value = instruction->getOperand(0);
  }
  return dyn_cast<LoadInst>(value);
}

/// Whether the factors of scalar products stand side by side in memory, so that vectors can be loaded from there.
bool areDense(ArrayRef<const Value *> factors) {
  struct Run {
    int64_t first, last;
    unsigned count;
  };
  DenseMap<std::pair<const Value *, const Value *>, Run> runs;
  for (const Value *factor : factors) {
    const LoadInst *load = loadBehind(factor);
    const std::optional<Place> place = load ? placeOf(*load) : std::nullopt;
    if (!place)
      return false;
    const int64_t element = static_cast<int64_t>(place->offset) / std::max<int64_t>(1, bitsOf(*load) / 8);
    const auto [run, isNew] = runs.try_emplace(place->base, Run{element, element, 0});
    run->second = {std::min(run->second.first, element), std::max(run->second.last, element), run->second.count + 1};
  }
  return all_of(runs, [](const auto &entry) {
    const Run &run = entry.second;
    return run.count >= productsOfDot / 2 && static_cast<uint64_t>(run.last) - static_cast<uint64_t>(run.first) < uint64_t{2} * run.count;
  });
}

/// Whether the lanes of a vector are gathered, picked with a stride, or copies of one scalar: then it is not the width that is missing.
bool isRearranged(const Value *factor) {
  for (unsigned depth = 0; depth < 4; ++depth) {
    const auto *operation = dyn_cast<BinaryOperator>(factor);
    factor = withoutExtension(operation ? operation->getOperand(!widenedFrom(operation->getOperand(0), 16)) : factor);
  }
  const auto *shuffle = dyn_cast<ShuffleVectorInst>(factor);
  return isa<InsertElementInst>(factor) || (shuffle && !shuffle->isReverse());
}

/// The products of a sum that a dot instruction could make.
struct Products {
  unsigned count = 0;
  bool areNibbles = false, areWords = false, areMixed = false;
  SmallVector<const Value *, 16> factors;
};

Products productsOf(const Sum &sum, const Loop &loop) {
  Products products;
  for (const Value *term : sum.terms) {
    const Value *left = nullptr, *right = nullptr;
    if (!match(term, m_Mul(m_Value(left), m_Value(right))))
      continue;
    const auto one = factorOf(left, loop), other = factorOf(right, loop);
    if (!one || !other)
      continue;
    ++products.count;
    products.factors.append({left, right});
    products.areNibbles |= one->isNibble || other->isNibble;
    products.areWords |= one->bits > 8 && other->bits > 8;
    products.areMixed |= one->isShifted || other->isShifted || one->isSigned != other->isSigned || (one->bits > 8) != (other->bits > 8);
  }
  return products;
}

void findDots(const Sum &sum, const Loop &loop, std::vector<Pattern> &patterns) {
  const unsigned lanes = lanesOf(*sum.root);
  // The instruction adds to 32 bits.
  if (bitsOf(*sum.root) != 32)
    return;
  const Products products = productsOf(sum, loop);
  // Scalar sums: only where a block of products is written out and could be loaded as vectors.
  const bool isBlock = (sum.isReduced || lanes == 1) && products.count * lanes >= productsOfDot;
  if (!products.count || !(isBlock || (sum.isAccumulated && lanes > 1)) || (lanes == 1 && !areDense(products.factors)))
    return;
  if (products.areNibbles)
    report(patterns, "NIBBLE", "products of 4-bit integers are added " + inLanes(lanes) + ", without a dot instruction", products.count);
  else if (isBlock)
    report(patterns, "DOT-BLOCK",
           "a block of " + Twine(products.count * lanes) + " products of narrow integers is written out, without a dot instruction",
           products.count);
  else if (any_of(products.factors, isRearranged))
    return;
  else if (products.areMixed)
    report(patterns, "DOT-MIXED",
           "products of narrow integers of different signs, sizes or zero points are added " + inLanes(lanes) +
               ", without a dot instruction",
           products.count);
  else if (products.areWords)
    report(patterns, "DOT16", "products of 16-bit integers are added " + inLanes(lanes) + ", without i32x4.dot_i16x8_s", products.count);
  else
    report(patterns, "DOT8", "products of bytes are added " + inLanes(lanes) + ", without i16x8.extmul and i32x4.extadd_pairwise",
           products.count);
}

/// |a - b| of widened integers, also written as `a > b ? a - b : b - a`.
bool isAbsoluteDifference(const Value *value) {
  const Value *left = nullptr, *right = nullptr;
  const bool isDifference =
      match(value, m_Intrinsic<Intrinsic::abs>(m_Sub(m_Value(left), m_Value(right)))) ||
      match(value, m_Select(m_Cmp(), m_Sub(m_Value(left), m_Value(right)), m_Sub(m_Deferred(right), m_Deferred(left))));
  return isDifference && widenedFrom(left, 16) && widenedFrom(right, 16);
}

void findNarrowTerms(const Sum &sum, std::vector<Pattern> &patterns) {
  const unsigned lanes = lanesOf(*sum.root);
  if (!sum.isAccumulated || lanes == 1)
    return;
  for (const Value *term : sum.terms)
    if (isAbsoluteDifference(term))
      report(patterns, "ABSDIFF", "absolute differences of narrow integers are widened before they are added, " + inLanes(lanes));
    else if (const CastInst *extension = widenedFrom(term, 16); extension && !isRearranged(extension))
      report(patterns, "NARROW-SUM",
             Twine(bitsOf(*extension->getOperand(0))) + "-bit integers are added " + inLanes(lanes) + ", without i" +
                 Twine(2 * std::max(8u, bitsOf(*extension->getOperand(0)))) + " extadd_pairwise");
}

// One instruction at a time.

bool isStored(const Instruction &instruction) {
  return any_of(instruction.users(), [](const User *user) { return isa<StoreInst>(user); });
}

/// A clamp and a conversion, which InstCombine makes one saturating conversion to bytes or 16 bits; Wasm saturates to 32 bits only.
void findSaturatingConversion(const Instruction &instruction, std::vector<Pattern> &patterns) {
  if (match(&instruction, m_CombineOr(m_Intrinsic<Intrinsic::fptosi_sat>(), m_Intrinsic<Intrinsic::fptoui_sat>())) &&
      bitsOf(instruction) <= 16 && (lanesOf(instruction) > 1 || isStored(instruction)))
    report(patterns, "SAT-CONVERT",
           "floats are converted to saturated " + Twine(bitsOf(instruction)) + "-bit integers " +
               (lanesOf(instruction) > 1 ? "lane by lane" : "one by one"));
}

/// The scalar that all lanes of a vector hold, else the vector.
const Value *withoutSplat(const Value *value) {
  const Value *scalar = getSplatValue(value);
  return scalar ? scalar : value;
}

/// Whether the values were widened from signed 16-bit integers, or are a constant that could have been.
bool isSigned16(const Value *value) {
  value = withoutSplat(value);
  const APInt *constant = nullptr;
  return match(value, m_APInt(constant)) ? constant->isSignedIntN(16) : isa<SExtInst>(value) && widenedFrom(value, 16) != nullptr;
}

/// The bits that an unsigned value was widened from, or 0.
unsigned unsignedBits(const Value *value) {
  const auto *extension = dyn_cast<ZExtInst>(withoutSplat(value));
  return extension ? bitsOf(*extension->getOperand(0)) : 0;
}

/// The saturating instruction that a clamped vector operation in wide lanes amounts to, or nothing. `v < 256 ? v : 255`, once it is
/// narrowed first, and the other ways in which InstCombine leaves a clamp.
StringRef saturatingForm(const Instruction &instruction) {
  const Value *wide = nullptr, *left = nullptr, *right = nullptr;
  const APInt *limit = nullptr, *bound = nullptr;
  const auto unsignedForm = [&](StringRef bytes, StringRef words) -> StringRef {
    const unsigned bits = unsignedBits(left);
    return bits != unsignedBits(right) ? "" : bits == 8 ? bytes : bits == 16 ? words : "";
  };
  const auto isLargestPlus = [&](const APInt &value, unsigned distance) {
    const unsigned bits = unsignedBits(left);
    return bits <= 16 && value == (1u << bits) - 1 + distance;
  };

  if (match(&instruction, m_UMin(m_Add(m_Value(left), m_Value(right)), m_APInt(limit))) && isLargestPlus(*limit, 0))
    return unsignedForm("i8x16.add_sat_u", "i16x8.add_sat_u");
  if (match(&instruction, m_UMin(m_Sub(m_Value(left), m_Value(right)), m_APInt(limit))) && isLargestPlus(*limit, 1))
    return unsignedForm("i8x16.sub_sat_u", "i16x8.sub_sat_u");
  if (match(&instruction, m_SMax(m_Sub(m_Value(left), m_Value(right)), m_Zero())))
    return unsignedForm("i8x16.sub_sat_u", "i16x8.sub_sat_u");
  if (match(&instruction,
            m_Select(m_SpecificICmp(ICmpInst::ICMP_ULT, m_Value(wide), m_APInt(bound)), m_Trunc(m_Deferred(wide)), m_AllOnes())) &&
      match(wide, m_Add(m_Value(left), m_Value(right))) && isLargestPlus(*bound, 1))
    return unsignedForm("i8x16.add_sat_u", "i16x8.add_sat_u");
  if (match(&instruction,
            m_SMin(m_AShr(m_Add(m_Mul(m_Value(left), m_Value(right)), m_SpecificInt(1 << 14)), m_SpecificInt(15)), m_SpecificInt(32767))))
    return isSigned16(left) && isSigned16(right) ? "i16x8.q15mulr_sat_s" : "";
  return "";
}

void findSaturatingArithmetic(const Instruction &instruction, std::vector<Pattern> &patterns) {
  if (lanesOf(instruction) == 1 || !isa<IntrinsicInst, SelectInst>(instruction))
    return;
  if (const StringRef form = saturatingForm(instruction); !form.empty())
    report(patterns, "SAT-ARITH", "saturating arithmetic in wide lanes where " + form + " would do");
}

/// LLVM 22 converts more than four narrow integers at once lane by lane.
void findNarrowToFloat(const Instruction &instruction, std::vector<Pattern> &patterns) {
  if (!isa<UIToFPInst, SIToFPInst>(instruction) || lanesOf(instruction) <= 4)
    return;
  if (const unsigned bits = bitsOf(*instruction.getOperand(0)); bits == 8 || bits == 16)
    report(patterns, "UITOFP-NARROW",
           "vectors of " + Twine(lanesOf(instruction)) + " " + Twine(bits) + "-bit integers become floats lane by lane");
}

/// Whether an operation on a widened vector stays as wide as it is written: multiplications of two extended vectors and what is done with
/// two extended bytes is often narrowed again when instructions are selected.
bool keepsWidth(const User *user, const Value *extension) {
  const auto *operation = dyn_cast<BinaryOperator>(user);
  if (!operation || operation->isBitwiseLogicOp())
    return false;
  const Value *other = operation->getOperand(operation->getOperand(0) == extension);
  return !isa<SExtInst, ZExtInst>(other) && none_of(operation->users(), [](const User *next) {
    const auto *call = dyn_cast<IntrinsicInst>(next);
    return call && call->getIntrinsicID() == Intrinsic::vector_partial_reduce_add;
  });
}

void findWidening(const Instruction &instruction, std::vector<Pattern> &patterns) {
  if (isa<SExtInst, ZExtInst>(instruction) && lanesOf(instruction) >= 16 && bitsOf(instruction) == 32 &&
      bitsOf(*instruction.getOperand(0)) == 8 &&
      any_of(instruction.users(), [&](const User *user) { return keepsWidth(user, &instruction); }))
    report(patterns, "WIDEN",
           "vectors of " + Twine(lanesOf(instruction)) + " bytes are widened to 32 bits in one step, eight extensions and three shuffles");
}

/// Wasm shifts all lanes by one amount.
void findLaneShift(const Instruction &instruction, std::vector<Pattern> &patterns) {
  if (instruction.isShift() && lanesOf(instruction) > 1 && !isSplatValue(instruction.getOperand(1)))
    report(patterns, "VAR-SHIFT", "shifts by another amount in every lane: " + Twine(lanesOf(instruction)) + " lanes one by one");
}

/// Half precision has no Wasm instructions and no type in clang: every conversion is a library call.
void findHalf(const Instruction &instruction, std::vector<Pattern> &patterns) {
  bool converts = (isa<FPExtInst>(instruction) && instruction.getOperand(0)->getType()->getScalarType()->isHalfTy()) ||
                  (isa<FPTruncInst>(instruction) && instruction.getType()->getScalarType()->isHalfTy());
  if (const auto *call = dyn_cast<CallBase>(&instruction)) {
    const Function *callee = call->getCalledFunction();
    converts =
        callee && (callee->getIntrinsicID() == Intrinsic::convert_from_fp16 || callee->getIntrinsicID() == Intrinsic::convert_to_fp16 ||
                   is_contained({"__extendhfsf2", "__truncsfhf2", "__truncdfhf2"}, callee->getName()));
  }
  if (converts)
    report(patterns, "F16", "half-precision numbers are converted by library calls", lanesOf(instruction));
}

/// The vector of bytes that a lane of a table lookup's index comes from, or null.
const Value *indicesOf(const LoadInst &load, const Loop &loop) {
  const auto *address = dyn_cast<GetElementPtrInst>(load.getPointerOperand());
  if (!address || address->getNumIndices() != 1 || !address->getSourceElementType()->isIntegerTy(8) ||
      !loop.isLoopInvariant(address->getPointerOperand()))
    return nullptr;
  const auto *lane = dyn_cast<ExtractElementInst>(withoutExtension(address->getOperand(1)));
  if (!lane)
    return nullptr;
  const Value *indices = withoutExtension(lane->getVectorOperand());
  return isa<FixedVectorType>(indices->getType()) && bitsOf(*indices) == 8 ? indices : nullptr;
}

/// Lookups in tables of bytes, gathered lane by lane.
void findTableLookup(const Instruction &instruction, const Loop &loop, std::vector<Pattern> &patterns) {
  const auto *insert = dyn_cast<InsertElementInst>(&instruction);
  const auto *load = insert && lanesOf(*insert) >= 8 ? dyn_cast<LoadInst>(insert->getOperand(1)) : nullptr;
  const Value *indices = load && load->getType()->isIntegerTy(8) ? indicesOf(*load, loop) : nullptr;
  if (!indices)
    return;
  const bool hasSixteen = match(indices, m_And(m_Value(), m_SpecificInt(15))) || match(indices, m_LShr(m_Value(), m_SpecificInt(4)));
  if (hasSixteen)
    report(patterns, "LUT16", "a table of 16 bytes is looked up lane by lane, " + Twine(lanesOf(*insert)) + " lanes");
  else
    report(patterns, "BYTE-GATHER", "a table of bytes is looked up lane by lane, " + Twine(lanesOf(*insert)) + " lanes");
}

} // namespace

void findIntegerPatterns(const PatternInput &input, std::vector<Pattern> &patterns) {
  // Native instruction sets do most of this well from the same IR, so it is asked on Wasm only.
  if (!input.lowering.target().isWasm() || input.lowering.vectorBits() == 0)
    return;
  for (const BasicBlock *block : input.blocks)
    for (const Instruction &instruction : *block) {
      findSaturatingConversion(instruction, patterns);
      findSaturatingArithmetic(instruction, patterns);
      findNarrowToFloat(instruction, patterns);
      findWidening(instruction, patterns);
      findLaneShift(instruction, patterns);
      findHalf(instruction, patterns);
      findTableLookup(instruction, input.loop, patterns);
    }
  for (const Sum &sum : sumsOf(input)) {
    findDots(sum, input.loop, patterns);
    findNarrowTerms(sum, patterns);
  }
}

} // namespace irdiff
