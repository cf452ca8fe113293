// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Keeps wrong instructions of relaxed SIMD out of functions that may use it; see WasmRelaxedGuard.cpp.
class WasmRelaxedGuardPass : public llvm::PassInfoMixin<WasmRelaxedGuardPass> {
public:
  static llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

extern const PassDescription wasmRelaxedGuard;

} // namespace nearnative
