// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Wide vectors in steps of one Wasm instruction each.
#include "LaneShuffles.h"

#include "WasmFunction.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"

#include <cassert>

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

Value *shuffleBytes(IRBuilderBase &builder, Value *a, Value *b, ArrayRef<int> mask) {
  auto *bytes = FixedVectorType::get(builder.getInt8Ty(), 16);
  SmallVector<Value *, 18> operands{builder.CreateBitCast(a, bytes), builder.CreateBitCast(b, bytes)};
  for (int byte : mask)
    operands.push_back(builder.getInt32(static_cast<uint32_t>(byte)));
  return builder.CreateIntrinsic(Intrinsic::wasm_shuffle, {}, operands);
}

/// Bytes of at most two registers by one shuffle. One lane at least is not free.
static Value *pick(IRBuilderBase &builder, ArrayRef<Lane> lanes, unsigned bytes) {
  Value *first = find_if(lanes, [](const Lane &lane) { return lane.value; })->value;
  Value *second = nullptr;
  SmallVector<int, 16> mask;
  for (const auto &[index, lane] : enumerate(lanes)) {
    const bool isSecond = lane.value && lane.value != first;
    if (isSecond)
      second = lane.value;
    const unsigned from = (lane.value ? lane.byte : static_cast<unsigned>(index) * bytes) + (isSecond ? registerBytes : 0);
    for (unsigned byte = 0; byte < bytes; ++byte)
      mask.push_back(static_cast<int>(from + byte));
  }
  return shuffleBytes(builder, first, second ? second : first, mask);
}

/// Lanes that already are in their places, by shuffles that engines know as blends.
static Value *blend(IRBuilderBase &builder, ArrayRef<Lane> lanes, ArrayRef<Value *> sources, unsigned bytes) {
  Value *whole = sources.front();
  for (Value *source : sources.drop_front()) {
    SmallVector<Lane, 16> step;
    for (const auto &[index, lane] : enumerate(lanes))
      step.push_back({lane.value == source ? source : whole, static_cast<unsigned>(index) * bytes});
    whole = pick(builder, step, bytes);
  }
  return whole;
}

/// One swizzle per source, all combined.
static Value *swizzle(IRBuilderBase &builder, ArrayRef<Lane> lanes, ArrayRef<Value *> sources, unsigned bytes, unsigned wide, bool atTop) {
  Type *type = FixedVectorType::get(builder.getInt8Ty(), registerBytes);
  Value *whole = nullptr;
  for (Value *source : sources) {
    SmallVector<Constant *, 16> mask(registerBytes, builder.getInt8(0xff));
    for (const auto &[index, lane] : enumerate(lanes))
      if (lane.value == source)
        for (unsigned byte = 0; byte < bytes; ++byte)
          mask[index * wide + (atTop ? wide - bytes : 0) + byte] = builder.getInt8(static_cast<uint8_t>(lane.byte + byte));
    Value *picked = builder.CreateIntrinsic(Intrinsic::wasm_swizzle, {}, {builder.CreateBitCast(source, type), ConstantVector::get(mask)});
    whole = whole ? builder.CreateOr(whole, picked) : picked;
  }
  return whole;
}

/// Lanes of 4 or 8 bytes in any order. In V8 a shuffle of two registers that is no blend is three instructions; in Cranelift, one that
/// takes either half from one register is one.
static Value *shuffle(IRBuilderBase &builder, ArrayRef<Lane> lanes, unsigned sources, unsigned bytes) {
  if (bytes == 8 || sources <= 2)
    return pick(builder, lanes, bytes);
  SmallVector<Lane, 4> merged;
  for (unsigned half : {0U, 2U}) {
    const Lane &x = lanes[half];
    const Lane &y = lanes[half + 1];
    if (x.value && y.value && x.value != y.value) {
      Value *pair = pick(builder, {x, x, y, y}, bytes);
      merged.append({Lane{pair, 0}, Lane{pair, 8}});
    } else {
      merged.append({x, y});
    }
  }
  return pick(builder, merged, bytes);
}

Value *assemble(IRBuilderBase &builder, ArrayRef<Lane> lanes, unsigned bytes, unsigned wide, bool atTop) {
  Type *result = FixedVectorType::get(builder.getIntNTy(8 * wide), registerBytes / wide);
  SmallSetVector<Value *, 8> sources;
  SmallVector<Lane, 16> places(lanes.size()); // by where the lanes come from
  bool areInPlace = true;
  bool areDistinct = true;
  bool areAligned = bytes == wide && bytes >= 2;
  for (const auto &[index, lane] : enumerate(lanes)) {
    if (!lane.value)
      continue;
    sources.insert(lane.value);
    areAligned &= lane.byte % bytes == 0;
    areInPlace &= lane.byte == index * bytes;
    if (!areAligned)
      continue;
    Lane &place = places[lane.byte / bytes];
    areDistinct &= !place.value;
    place = lane;
  }
  if (sources.empty())
    return PoisonValue::get(result);
  Value *whole = nullptr;
  if (areAligned && areInPlace) {
    whole = blend(builder, lanes, sources.getArrayRef(), bytes);
  } else if (areAligned && bytes < 8 && areDistinct && sources.size() > 1) {
    whole = blend(builder, places, sources.getArrayRef(), bytes);
    SmallVector<Lane, 16> order(lanes);
    for (Lane &lane : order)
      lane.value = lane.value ? whole : nullptr;
    whole = assemble(builder, order, bytes, wide, atTop);
  } else if (areAligned && bytes >= 4) {
    whole = shuffle(builder, lanes, sources.size(), bytes);
  } else {
    whole = swizzle(builder, lanes, sources.getArrayRef(), bytes, wide, atTop);
  }
  return builder.CreateBitCast(whole, result);
}

SmallVector<int, 16> canonicalMask(ArrayRef<int> mask) {
  SmallVector<int, 16> candidate(registerBytes);
  auto fits = [&](auto byteAt) {
    for (int i = 0; i < static_cast<int>(registerBytes); ++i)
      candidate[i] = byteAt(i);
    return all_of(zip_equal(mask, candidate),
                  [](const auto &pair) { return std::get<0>(pair) < 0 || std::get<0>(pair) == std::get<1>(pair); });
  };
  for (int lane : {1, 2, 4, 8}) {
    for (int first : {0, 16}) {
      for (int second : {16, 0}) {
        // Lanes of two halves in turn (punpck, zip), every second lane of both (pack, uzp).
        for (int start : {0, 8})
          if (fits([&](int i) { return (i / lane % 2 ? second : first) + start + i / (2 * lane) * lane + i % lane; }))
            return candidate;
        for (int start : {0, lane})
          if (lane < 8 && fits([&](int i) { return (i < 8 ? first : second) + i % 8 / lane * 2 * lane + start + i % lane; }))
            return candidate;
      }
    }
  }
  // Rotations, and the end of one register before the start of the other (palignr, ext).
  for (int from = 1; from < 16; ++from)
    for (int first : {0, 16})
      for (int second : {0, 16})
        if (fits([&](int i) { return from + i < 16 ? first + from + i : second + from + i - 16; }))
          return candidate;
  return {};
}

} // namespace nearnative
