// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace nearnative {

/// Rewrites the integer arithmetic of loops that the vectorizer can take to narrower types and idiom calls (IdiomCalls.h); see
/// IntegerMaps.cpp. Returns whether it changed anything.
bool rewriteIntegerMaps(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

} // namespace nearnative
