// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which functions the passes work on.
#pragma once

#include "llvm/IR/Function.h"

namespace nearnative {

/// What a function is compiled for, as far as its target triple and its "target-features" attribute say.
struct WasmFeatures {
  bool simd128 = false;
  bool relaxedSimd = false;
};
WasmFeatures wasmFeatures(const llvm::Function &function);

/// A body for a Wasm target with simd128 that may be optimised: not optnone, not strictfp (there, even the order of operations is visible).
bool worksOn(const llvm::Function &function);

} // namespace nearnative
