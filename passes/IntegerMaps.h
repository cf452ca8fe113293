// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace llvm {
class Loop;
class ScalarEvolution;
} // namespace llvm

namespace nearnative {

/// Rewrites the integer arithmetic of loops that the vectorizer can take to narrower types and idiom calls (IdiomCalls.h); see
/// IntegerMaps.cpp. Returns whether it changed anything.
bool rewriteIntegerMaps(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

/// Before LLVM fully unrolls loops: keeps the loop over a block of 16 to 64 bytes that takes them apart into nibbles for the loop
/// vectorizer, which fills whole registers with it; rewriteIntegerMaps() lets go of it again. Returns whether it does.
bool keepNibbleLoop(llvm::Loop &loop, llvm::ScalarEvolution &scalarEvolution);

} // namespace nearnative
