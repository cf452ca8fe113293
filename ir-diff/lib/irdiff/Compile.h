// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Compiles a source file for the targets that are compared.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace irdiff {

/// Bitcode files of one source: natively with vectors as wide as Wasm's, natively with wider ones, and for Wasm.
struct CompiledFiles {
  std::string native, wider, wasm;
  std::string remarks; ///< optimization record of the Wasm side; empty when the flags load no pass plugin
};

/// Compiles a C (`.c`) or C++ file with clang-22 -O3 and line tables into `folder`, for x86-64-v2, x86-64-v3 and wasm32 with simd128;
/// `flags` come last. Errors: no such file, clang is not installed, or clang's own message for the first target that fails.
llvm::Expected<CompiledFiles> compileForAllTargets(llvm::StringRef source, llvm::ArrayRef<std::string> flags, llvm::StringRef folder);

} // namespace irdiff
