// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addresses as sums, so that constant distances between them can be seen.
#include "ConstantDistances.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr unsigned maxDepth = 12;

bool addLane(Address &address, Value *vector, unsigned lane, uint32_t factor, unsigned depth);

bool isWide(const Value *value) { return value->getType()->getScalarSizeInBits() >= 32; }

bool add(Address &address, Value *value, uint32_t factor, unsigned depth) {
  if (!isWide(value))
    return false;
  Value *a = nullptr;
  Value *b = nullptr;
  const APInt *constant = nullptr;
  if (match(value, m_APInt(constant))) {
    address.constant += factor * static_cast<uint32_t>(constant->extractBitsAsZExtValue(32, 0));
    return true;
  }
  uint64_t lane = 0;
  if (depth < maxDepth) {
    if (match(value, m_ExtractElt(m_Value(a), m_ConstantInt(lane)))) {
      Address copy = address;
      if (addLane(copy, a, static_cast<unsigned>(lane), factor, depth + 1)) {
        address = std::move(copy);
        return true;
      }
    } else if (match(value, m_AddLike(m_Value(a), m_Value(b)))) {
      return add(address, a, factor, depth + 1) && add(address, b, factor, depth + 1);
    } else if (match(value, m_Sub(m_Value(a), m_Value(b)))) {
      return add(address, a, factor, depth + 1) && add(address, b, -factor, depth + 1);
    } else if (match(value, m_Mul(m_Value(a), m_APInt(constant)))) {
      return add(address, a, factor * static_cast<uint32_t>(constant->extractBitsAsZExtValue(32, 0)), depth + 1);
    } else if (match(value, m_Shl(m_Value(a), m_APInt(constant))) && constant->ult(32)) {
      return add(address, a, factor << constant->getZExtValue(), depth + 1);
    } else if (match(value, m_TruncOrSelf(m_ZExtOrSExtOrSelf(m_Value(a)))) && a != value && isWide(a)) {
      return add(address, a, factor, depth + 1);
    }
  }
  address.terms[value] += factor;
  return true;
}

/// As add, for one lane of a vector; false if the lane cannot be told by the first lane of a vector.
bool addLane(Address &address, Value *vector, unsigned lane, uint32_t factor, unsigned depth) {
  if (!isWide(vector) || depth >= maxDepth)
    return false;
  Value *a = nullptr;
  Value *b = nullptr;
  const APInt *constant = nullptr;
  uint64_t index = 0;
  if (auto *whole = dyn_cast<Constant>(vector)) {
    const auto *element = dyn_cast_or_null<ConstantInt>(whole->getAggregateElement(lane));
    if (!element)
      return false;
    address.constant += factor * static_cast<uint32_t>(element->getValue().extractBitsAsZExtValue(32, 0));
    return true;
  }
  if (match(vector, m_AddLike(m_Value(a), m_Value(b))))
    return addLane(address, a, lane, factor, depth + 1) && addLane(address, b, lane, factor, depth + 1);
  if (match(vector, m_Sub(m_Value(a), m_Value(b))))
    return addLane(address, a, lane, factor, depth + 1) && addLane(address, b, lane, -factor, depth + 1);
  if (match(vector, m_Mul(m_Value(a), m_APInt(constant))))
    return addLane(address, a, lane, factor * static_cast<uint32_t>(constant->extractBitsAsZExtValue(32, 0)), depth + 1);
  if (match(vector, m_Shl(m_Value(a), m_APInt(constant))) && constant->ult(32))
    return addLane(address, a, lane, factor << constant->getZExtValue(), depth + 1);
  if (match(vector, m_TruncOrSelf(m_ZExtOrSExtOrSelf(m_Value(a)))) && a != vector && isWide(a))
    return addLane(address, a, lane, factor, depth + 1);
  if (match(vector, m_InsertElt(m_Value(a), m_Value(b), m_ConstantInt(index))))
    return index == lane ? add(address, b, factor, depth + 1) : addLane(address, a, lane, factor, depth + 1);
  if (auto *shuffle = dyn_cast<ShuffleVectorInst>(vector)) {
    const int from = shuffle->getMaskValue(lane);
    const unsigned width = cast<FixedVectorType>(shuffle->getOperand(0)->getType())->getNumElements();
    if (from < 0)
      return false;
    return addLane(address, shuffle->getOperand(static_cast<unsigned>(from) / width), static_cast<unsigned>(from) % width, factor,
                   depth + 1);
  }
  // A vector induction: its lanes keep the distances they start with.
  auto *phi = dyn_cast<PHINode>(vector);
  if (!phi || phi->getNumIncomingValues() != 2)
    return false;
  for (unsigned back : {0U, 1U}) {
    if (!match(phi->getIncomingValue(back), m_c_Add(m_Specific(phi), m_Value(b))) || !getSplatValue(b))
      continue;
    Value *start = phi->getIncomingValue(1 - back);
    if (!addLane(address, start, lane, factor, depth + 1) || !addLane(address, start, 0, -factor, depth + 1))
      return false;
    address.terms[phi] += factor;
    return true;
  }
  return false;
}

} // namespace

std::optional<Address> AddressReader::read(Value *pointer) const {
  Address address;
  for (unsigned depth = 0; depth < maxDepth; ++depth) {
    // A pointer that is accessed is no poison, so the same when frozen; wasm-slp-shape freezes some of an object's.
    if (auto *freeze = dyn_cast<FreezeInst>(pointer)) {
      pointer = freeze->getOperand(0);
      continue;
    }
    auto *gep = dyn_cast<GEPOperator>(pointer);
    if (!gep || gep->getType()->isVectorTy())
      break;
    SmallMapVector<Value *, APInt, 4> variables;
    APInt constant(32, 0);
    if (layout.getIndexTypeSizeInBits(gep->getType()) != 32 || !gep->collectOffset(layout, 32, variables, constant))
      return std::nullopt;
    address.constant += static_cast<uint32_t>(constant.getZExtValue());
    for (const auto &[variable, factor] : variables)
      if (!add(address, variable, static_cast<uint32_t>(factor.getZExtValue()), 0))
        return std::nullopt;
    pointer = gep->getPointerOperand();
  }
  address.base = pointer;
  erase_if(address.terms, [](const auto &term) { return term.second == 0; });
  return address;
}

std::optional<Address> AddressReader::readInteger(Value *integer) {
  Address address;
  if (!add(address, integer, 1, 0))
    return std::nullopt;
  erase_if(address.terms, [](const auto &term) { return term.second == 0; });
  return address;
}

} // namespace nearnative
