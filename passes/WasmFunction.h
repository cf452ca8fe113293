// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which functions the passes work on, and the registers they have.
#pragma once

#include "llvm/IR/Function.h"
#include "llvm/IR/Intrinsics.h"

namespace nearnative {

/// A v128 register.
constexpr unsigned registerBytes = 16;
constexpr unsigned registerBits = 8 * registerBytes;
/// How many of them an engine has on x86-64 and at least on other machines; what is live beyond is spilled.
constexpr unsigned vectorRegisters = 16;

/// What a function is compiled for, as far as its target triple and its "target-features" attribute say.
struct WasmFeatures {
  bool simd128 = false;
  bool relaxedSimd = false;
};
WasmFeatures wasmFeatures(const llvm::Function &function);

/// A body for a Wasm target with simd128 that may be optimised: not optnone, not strictfp (there, even the order of operations is visible).
bool worksOn(const llvm::Function &function);

/// Whether vectors of every common type have an instruction for it, or an expansion that the vectorizer prices as one.
bool hasVectorForm(llvm::Intrinsic::ID intrinsic);

} // namespace nearnative
