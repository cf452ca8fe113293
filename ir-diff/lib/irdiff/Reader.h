// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads IR files. LLVM's reader may crash on hostile bytes: call it under Guard.h.
#pragma once

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace irdiff {

/// Makes LLVM's targets known; without it every target counts as unknown.
void initializeTargets();

/// Reads LLVM assembly or bitcode. Errors, each one line that begins with the file: missing, not IR, truncated, of a newer LLVM, not valid.
llvm::Expected<std::unique_ptr<llvm::Module>> readModule(llvm::StringRef path, llvm::LLVMContext &context);

/// That the first module is native and the second one Wasm. Empty modules without a triple are let through.
llvm::Error checkSides(const llvm::Module &native, llvm::StringRef nativeFile, const llvm::Module &wasm, llvm::StringRef wasmFile);

} // namespace irdiff
