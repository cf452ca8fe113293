// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a pass tells about itself, and the list of all passes. A new pass is a file that defines its description and one line in
// Registration.cpp.
#pragma once

#include "NearNativePasses.h"
#include "Options.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/OptimizationLevel.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"

namespace nearnative {

struct PassDescription {
  /// The name in pipeline texts, options, file names and remarks.
  llvm::StringLiteral name;

  /// `-passes=NAME`: the whole pass.
  void (*add)(llvm::FunctionPassManager &, const Options &);

  /// What runs in the default pipelines per loop, innermost first, right before LLVM unrolls loops of constant trip count (null: nothing).
  void (*beforeFullUnroll)(llvm::LoopPassManager &, const Options &, llvm::OptimizationLevel) = nullptr;

  /// What runs in the default pipelines right before and right after the vectorizers (null: nothing).
  void (*atVectorizerStart)(llvm::FunctionPassManager &, const Options &, llvm::OptimizationLevel) = nullptr;
  void (*atVectorizerEnd)(llvm::FunctionPassManager &, const Options &, llvm::OptimizationLevel) = nullptr;

  /// `-passes=print<NAME>`: what the pass would do, on stderr (null: no such pass).
  void (*addPrinter)(llvm::FunctionPassManager &, const Options &) = nullptr;
};

/// Every pass, in the order in which they run before the vectorizers; after them, they run in the reverse order.
llvm::ArrayRef<PassDescription> passDescriptions();

/// Their names, in the same order.
llvm::ArrayRef<llvm::StringRef> passNames();

} // namespace nearnative
