// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Part of wasm-int-idioms: what the vectorizers' own vectors become.
//
// Weighted sums of channels: c0 * x[4i] + c1 * x[4i + 1] + ..., of bytes in fours, or of signed 16 bits in pairs. The vectorizer picks the
// channels apart. Pairs of 16 bits next to each other are what i32x4.dot_i16x8_s multiplies and adds; of bytes, the even and the odd ones
// are 16 bits each.
//   Legality. The factors are signed 16 bits, by the extension and as constants, so every product and the sums of up to four are exact in
//   32 bits (4 * 255 * 2^15 < 2^31; of 16 bits the one sum of two wraps as i32 does). In lanes of 16 bits the sum is taken modulo 2^16, as
//   before; the truncation says nuw or nsw only where the constants prove it. New additions carry no flags. The bytes of channels that are
//   not summed lie in the register already and are multiplied by 0.
//
// Loads of registers that are only extended are done in halves: i16x8.load8x8 and the like extend by themselves; the upper half of a
// register costs engines a shuffle first.
//   Legality. The same bytes, by simple loads. Each half lies in what the whole load has read, so its address is inbounds and does not
//   wrap.
//
// Where. After the vectorizers, before wasm-lower, which takes averages and sums over lanes: those extend by themselves.
#include "VectorIdioms.h"

#include "LaneShuffles.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/Local.h"

#include <array>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {

static constexpr char passName[] = "wasm-int-idioms";

/// A load of `type` from what `load` reads, `bytes` bytes after its start.
static LoadInst *loadPart(IRBuilder<> &builder, LoadInst &load, Type *type, unsigned bytes) {
  Value *pointer = load.getPointerOperand();
  if (bytes != 0) {
    // With the offset of the load's own address, if it has one.
    const DataLayout &layout = load.getDataLayout();
    auto *address = dyn_cast<GEPOperator>(pointer);
    APInt offset(layout.getIndexTypeSizeInBits(pointer->getType()), 0);
    if (address && address->isInBounds() && address->hasNoUnsignedWrap() && address->accumulateConstantOffset(layout, offset))
      pointer = address->getPointerOperand();
    else
      offset = 0;
    pointer =
        builder.CreatePtrAdd(pointer, builder.getInt(offset + bytes), "", GEPNoWrapFlags::inBounds() | GEPNoWrapFlags::noUnsignedWrap());
  }
  LoadInst *part = builder.CreateAlignedLoad(type, pointer, commonAlignment(load.getAlign(), bytes));
  part->copyMetadata(load, {LLVMContext::MD_tbaa, LLVMContext::MD_alias_scope, LLVMContext::MD_noalias, LLVMContext::MD_access_group,
                            LLVMContext::MD_nontemporal, LLVMContext::MD_invariant_load});
  return part;
}

/// One channel times a constant.
struct Weighted {
  Value *source;
  unsigned channel;
  unsigned channels;
  bool isSigned;
  int64_t weight;
};

/// `value` as a weighted channel: a constant times the extension of every second or fourth lane of a register or several.
static std::optional<Weighted> weightedChannel(Value *value) {
  const unsigned bits = value->getType()->getScalarSizeInBits();
  const APInt *constant = nullptr;
  Value *factor = value;
  APInt weight(bits, 1);
  if (match(value, m_OneUse(m_Mul(m_Value(factor), m_APInt(constant)))))
    weight = *constant;
  else if (match(value, m_OneUse(m_Shl(m_Value(factor), m_APInt(constant)))) && constant->ult(bits))
    weight <<= constant->getZExtValue();
  else
    factor = value;
  Value *lanes = nullptr;
  if (!weight.isSignedIntN(16) || !match(factor, m_OneUse(m_ZExtOrSExt(m_Value(lanes)))))
    return std::nullopt;
  const auto *shuffle = dyn_cast<ShuffleVectorInst>(lanes);
  if (!shuffle || !isa<UndefValue>(shuffle->getOperand(1)))
    return std::nullopt;
  const bool isSigned = isa<SExtInst>(factor);
  const unsigned from = shuffle->getType()->getScalarSizeInBits();
  const unsigned channels = from == 8 ? 4 : 2;
  const auto *type = dyn_cast<FixedVectorType>(shuffle->getOperand(0)->getType());
  const auto mask = shuffle->getShuffleMask();
  const auto all = static_cast<unsigned>(mask.size()) * channels;
  if (!type || (from != 8 && (from != 16 || bits != 32 || !isSigned)) || all * from % 128 != 0 || mask.front() < 0 ||
      mask.front() >= static_cast<int>(channels))
    return std::nullopt;
  // Without the last channels, InstCombine takes their last lanes from the load.
  if (type->getNumElements() != all && (from != 8 || type->getNumElements() > all || type->getNumElements() + channels <= all ||
                                        !isa<LoadInst>(shuffle->getOperand(0)) || !cast<LoadInst>(shuffle->getOperand(0))->isSimple()))
    return std::nullopt;
  for (auto [index, lane] : enumerate(mask))
    if (lane != mask.front() + static_cast<int>(index * channels))
      return std::nullopt;
  return Weighted{shuffle->getOperand(0), static_cast<unsigned>(mask.front()), channels, isSigned, weight.getSExtValue()};
}

/// The leaves of a tree of additions.
static void collectAddends(Value *value, SmallVectorImpl<Value *> &addends, bool isRoot = true) {
  Value *left = nullptr;
  Value *right = nullptr;
  if (addends.size() < 16 && (isRoot || value->hasOneUse()) && match(value, m_Add(m_Value(left), m_Value(right)))) {
    collectAddends(left, addends, false);
    collectAddends(right, addends, false);
  } else {
    addends.push_back(value);
  }
}

/// `load`, of fewer lanes than fill registers, in whole registers: the last one ends where the load does.
static Parts loadRegisters(LoadInst &load, unsigned registers) {
  IRBuilder<> builder(&load);
  const unsigned bytes = cast<FixedVectorType>(load.getType())->getNumElements();
  Parts parts;
  for (unsigned at = 0; at < registers; ++at)
    parts.push_back(loadPart(builder, load, FixedVectorType::get(builder.getInt8Ty(), 16), at + 1 < registers ? 16 * at : bytes - 16));
  return parts;
}

/// The weighted sum of the channels of `source`, in `lanes` lanes of 32 bits.
static Value *channelSum(IRBuilder<> &builder, Value *source, bool isSigned, ArrayRef<int64_t> weights, unsigned lanes) {
  auto *halves = FixedVectorType::get(builder.getInt16Ty(), 8);
  auto pairs = [&](int64_t even, int64_t odd) {
    const std::array<Constant *, 2> pair = {ConstantInt::getSigned(builder.getInt16Ty(), even),
                                            ConstantInt::getSigned(builder.getInt16Ty(), odd)};
    SmallVector<Constant *, 8> factors;
    for (unsigned lane = 0; lane < 8; ++lane)
      factors.push_back(pair[lane % 2]);
    return ConstantVector::get(factors);
  };
  auto dot = [&](Value *values, Value *factors) { return builder.CreateIntrinsic(Intrinsic::wasm_dot, {}, {values, factors}); };
  const unsigned bits = source->getType()->getScalarSizeInBits();
  const unsigned missing = lanes * static_cast<unsigned>(weights.size()) - cast<FixedVectorType>(source->getType())->getNumElements();
  const Parts parts = missing ? loadRegisters(*cast<LoadInst>(source), lanes / 4) : split(builder, source, 128 / bits);
  Parts sums;
  for (auto [index, part] : enumerate(parts)) {
    // The bytes between may be poison.
    Value *values = builder.CreateBitCast(builder.CreateFreeze(part), halves);
    if (bits == 16) {
      sums.push_back(dot(values, pairs(weights[0], weights[1])));
      continue;
    }
    // In a register that starts earlier the channels lie higher.
    std::array<int64_t, 4> placed{};
    const unsigned up = index + 1 == parts.size() ? missing : 0;
    for (unsigned channel = 0; channel + up < 4; ++channel)
      placed[channel + up] = weights[channel];
    Value *even = nullptr;
    Value *odd = nullptr;
    if (placed[0] != 0 || placed[2] != 0)
      even =
          dot(isSigned ? builder.CreateAShr(builder.CreateShl(values, 8), 8) : builder.CreateAnd(values, 255), pairs(placed[0], placed[2]));
    if (placed[1] != 0 || placed[3] != 0)
      odd = dot(isSigned ? builder.CreateAShr(values, 8) : builder.CreateLShr(values, 8), pairs(placed[1], placed[3]));
    sums.push_back(even && odd ? builder.CreateAdd(even, odd) : even ? even : odd);
  }
  return join(builder, sums, lanes);
}

static bool rewriteChannelSum(Instruction &root, OptimizationRemarkEmitter &remarks) {
  SmallVector<Value *, 16> addends;
  collectAddends(&root, addends);
  struct Group {
    std::array<int64_t, 4> weights{};
    unsigned channels = 0;
    SmallVector<Value *, 4> members;
  };
  MapVector<std::pair<Value *, unsigned>, Group> groups; // by source and sign
  for (Value *addend : addends)
    if (const auto weighted = weightedChannel(addend)) {
      Group &group = groups[{weighted->source, weighted->isSigned ? 1U : 0U}];
      // A channel may come once only, so that its weight fits.
      if (group.weights[weighted->channel] != 0)
        continue;
      group.weights[weighted->channel] = weighted->weight;
      group.channels = weighted->channels;
      group.members.push_back(addend);
    }
  IRBuilder<> builder(&root);
  Value *total = nullptr;
  auto plus = [&](Value *value) { total = total ? builder.CreateAdd(total, value) : value; };
  for (const auto &[key, group] : groups) {
    if (group.members.size() < 2)
      continue;
    const bool isSigned = key.second != 0;
    const auto weights = ArrayRef(group.weights).take_front(group.channels);
    Value *sum = channelSum(builder, key.first, isSigned, weights, cast<FixedVectorType>(root.getType())->getNumElements());
    if (sum->getType() != root.getType()) {
      const int64_t least = isSigned ? -128 : 0;
      const int64_t greatest = isSigned ? 127 : 255;
      int64_t low = 0;
      int64_t high = 0;
      for (int64_t weight : weights) {
        low += std::min(weight * least, weight * greatest);
        high += std::max(weight * least, weight * greatest);
      }
      sum = builder.CreateTrunc(sum, root.getType(), "", /*IsNUW=*/low >= 0 && high < 1 << 16, /*IsNSW=*/isInt<16>(low) && isInt<16>(high));
    }
    plus(sum);
    erase_if(addends, [&](Value *addend) { return is_contained(group.members, addend); });
  }
  if (!total)
    return false;
  for (Value *addend : addends)
    plus(addend);
  remarks.emit([&] { return OptimizationRemark(passName, "ChannelSum", &root) << "weighted channels added in pairs"; });
  root.replaceAllUsesWith(total);
  RecursivelyDeleteTriviallyDeadInstructions(&root);
  return true;
}

static bool rewriteChannelSums(Function &function, OptimizationRemarkEmitter &remarks) {
  SmallVector<WeakVH, 8> roots;
  for (Instruction &instruction : instructions(function)) {
    const unsigned bits = instruction.getType()->getScalarSizeInBits();
    if (instruction.getOpcode() == Instruction::Add && isa<FixedVectorType>(instruction.getType()) && (bits == 16 || bits == 32) &&
        !(instruction.hasOneUse() && match(instruction.user_back(), m_Add(m_Value(), m_Value()))))
      roots.push_back(&instruction);
  }
  bool changed = false;
  for (const WeakVH &root : roots)
    if (root)
      changed |= rewriteChannelSum(cast<Instruction>(*root), remarks);
  return changed;
}

/// Whether `value` becomes part of a rounding average or of a sum over lanes, which have instructions that extend by themselves.
static bool isExtendedByUser(const Value &value, unsigned depth = 0) {
  return any_of(value.users(), [&](const User *user) {
    if (match(user, m_Intrinsic<Intrinsic::vector_reduce_add>()) || match(user, m_Intrinsic<Intrinsic::vector_partial_reduce_add>()) ||
        isa<ShuffleVectorInst, PHINode>(user) || match(user, m_LShr(m_Value(), m_One())))
      return true;
    return depth < 3 && match(user, m_CombineOr(m_Add(m_Value(), m_Value()), m_Mul(m_Value(), m_Value()))) &&
           isExtendedByUser(*user, depth + 1);
  });
}

/// Loads of whole registers that only are extended, in halves, which the load extends by itself.
static bool splitExtendedLoads(Function &function, OptimizationRemarkEmitter &remarks) {
  SmallVector<CastInst *, 8> extensions;
  for (Instruction &instruction : instructions(function)) {
    auto *extension = dyn_cast<CastInst>(&instruction);
    auto *load = extension ? dyn_cast<LoadInst>(extension->getOperand(0)) : nullptr;
    const auto *type = load ? dyn_cast<FixedVectorType>(load->getType()) : nullptr;
    if (!type || !isa<ZExtInst, SExtInst>(extension) || !load->isSimple() || !load->hasOneUse() || load->getPointerAddressSpace() != 0)
      continue;
    const unsigned from = type->getScalarSizeInBits();
    const unsigned to = extension->getType()->getScalarSizeInBits();
    if ((from != 8 && from != 16) || (to != 2 * from && to != 32) || type->getNumElements() * from % 128 != 0 ||
        isExtendedByUser(*extension))
      continue;
    extensions.push_back(extension);
  }
  for (CastInst *extension : extensions) {
    auto *load = cast<LoadInst>(extension->getOperand(0));
    auto *type = cast<FixedVectorType>(load->getType());
    constexpr unsigned bytes = 8;
    auto *half = FixedVectorType::get(type->getElementType(), bytes * 8 / type->getScalarSizeInBits());
    IRBuilder<> builder(load);
    Parts parts;
    for (unsigned at = 0, end = type->getNumElements() / half->getNumElements(); at < end; ++at)
      parts.append(widen(builder, loadPart(builder, *load, half, at * bytes), extension->getType()->getScalarSizeInBits(),
                         isa<SExtInst>(extension)));
    remarks.emit([&] { return OptimizationRemark(passName, "ExtendedLoad", load) << "load in halves, each of which extends by itself"; });
    Value *whole = join(builder, parts, type->getNumElements());
    whole->takeName(extension);
    extension->replaceAllUsesWith(whole);
    extension->eraseFromParent();
    load->eraseFromParent();
  }
  return !extensions.empty();
}

bool rewriteVectorIdioms(Function &function, OptimizationRemarkEmitter &remarks) {
  const bool changed = rewriteChannelSums(function, remarks);
  return splitExtendedLoads(function, remarks) || changed;
}

} // namespace nearnative
