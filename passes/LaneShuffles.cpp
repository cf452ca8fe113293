// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Wide vectors in steps of one Wasm instruction each.
#include "LaneShuffles.h"

#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"

using namespace llvm;

namespace nearnative {

static unsigned lanesOf(const Value *vector) { return cast<FixedVectorType>(vector->getType())->getNumElements(); }

Parts split(IRBuilderBase &builder, Value *vector, unsigned lanes) {
  const unsigned all = lanesOf(vector);
  if (all == lanes)
    return {vector};
  Parts parts;
  for (unsigned first = 0; first < all; first += lanes) {
    SmallVector<int, 16> mask;
    for (unsigned lane = first; lane < first + lanes; ++lane)
      mask.push_back(lane < all ? static_cast<int>(lane) : PoisonMaskElem);
    parts.push_back(builder.CreateShuffleVector(vector, mask));
  }
  return parts;
}

Value *join(IRBuilderBase &builder, ArrayRef<Value *> parts, unsigned lanes) {
  Value *whole = concatenateVectors(builder, parts);
  return lanesOf(whole) == lanes ? whole : builder.CreateShuffleVector(whole, createSequentialMask(0, lanes, 0));
}

Parts widen(IRBuilderBase &builder, Value *vector, unsigned bits, bool isSigned) {
  const unsigned from = vector->getType()->getScalarSizeInBits();
  if (from == bits)
    return {vector};
  const unsigned half = 64 / from;
  Parts result;
  for (Value *part : lanesOf(vector) <= half ? Parts{vector} : split(builder, vector, half)) {
    Type *doubled = VectorType::get(builder.getIntNTy(2 * from), lanesOf(part), false);
    result.append(widen(builder, builder.CreateIntCast(part, doubled, isSigned), bits, isSigned));
  }
  return result;
}

Value *narrowSaturating(IRBuilderBase &builder, Value *vector, unsigned bits, bool toUnsigned) {
  Parts parts = split(builder, vector, 128 / vector->getType()->getScalarSizeInBits());
  for (unsigned from = vector->getType()->getScalarSizeInBits(); from > bits; from /= 2) {
    // Steps before the last saturate as signed: what is out of the last one's range stays so.
    const Intrinsic::ID narrow = toUnsigned && from / 2 == bits ? Intrinsic::wasm_narrow_unsigned : Intrinsic::wasm_narrow_signed;
    auto *type = FixedVectorType::get(builder.getIntNTy(from / 2), 256 / from);
    Parts pairs;
    for (unsigned i = 0; i < parts.size(); i += 2)
      pairs.push_back(
          builder.CreateIntrinsic(narrow, {type, parts[i]->getType()}, {parts[i], i + 1 < parts.size() ? parts[i + 1] : parts[i]}));
    parts = std::move(pairs);
  }
  return join(builder, parts, lanesOf(vector));
}

} // namespace nearnative
