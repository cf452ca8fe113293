// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Integer idioms that show after the vectorizers only; see VectorIdioms.cpp.
#pragma once

namespace llvm {
class Function;
class OptimizationRemarkEmitter;
} // namespace llvm

namespace nearnative {

/// Returns whether anything changed. The control flow stays.
bool rewriteVectorIdioms(llvm::Function &function, llvm::OptimizationRemarkEmitter &remarks);

} // namespace nearnative
