// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads the target of a function from its module and attributes.
#include "WasmFunction.h"

#include "llvm/IR/Module.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace nearnative {

WasmFeatures wasmFeatures(const Function &function) {
  WasmFeatures features;
  if (!Triple(function.getParent()->getTargetTriple()).isWasm())
    return features;
  SmallVector<StringRef, 16> parts;
  StringRef(function.getFnAttribute("target-features").getValueAsString()).split(parts, ',');
  // As in the backend: the last mention counts; relaxed SIMD brings simd128 with it, and falls with it.
  for (StringRef part : parts) {
    if (part == "+simd128")
      features.simd128 = true;
    else if (part == "-simd128")
      features = {};
    else if (part == "+relaxed-simd")
      features = {true, true};
    else if (part == "-relaxed-simd")
      features.relaxedSimd = false;
  }
  return features;
}

bool worksOn(const Function &function) {
  return !function.isDeclaration() && !function.hasOptNone() && !function.hasFnAttribute(Attribute::StrictFP) &&
         wasmFeatures(function).simd128;
}

bool hasVectorForm(Intrinsic::ID intrinsic) {
  switch (intrinsic) {
  case Intrinsic::fabs:
  case Intrinsic::sqrt:
  case Intrinsic::ceil:
  case Intrinsic::floor:
  case Intrinsic::trunc:
  case Intrinsic::rint:
  case Intrinsic::nearbyint:
  case Intrinsic::roundeven:
  case Intrinsic::fmuladd:
  case Intrinsic::copysign:
  case Intrinsic::maximum:
  case Intrinsic::minimum:
  case Intrinsic::abs:
  case Intrinsic::smax:
  case Intrinsic::smin:
  case Intrinsic::umax:
  case Intrinsic::umin:
    return true;
  default:
    return false;
  }
}

} // namespace nearnative
