// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// This and compat.cpp are the one place that knows how LLVM versions differ. Features are detected where that is possible; version numbers
// are the last resort.
#pragma once

#if __has_include("llvm/Plugins/PassPlugin.h")
#include "llvm/Plugins/PassPlugin.h" // LLVM 22 and later
#else
#include "llvm/Passes/PassPlugin.h"
#endif
#include "llvm/Passes/PassBuilder.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/PassManager.h"

#include <functional>

namespace llvm {
class Loop;
}

namespace nearnative::compat {

using FunctionHook = std::function<void(llvm::FunctionPassManager &, llvm::OptimizationLevel)>;

/// Runs `hook` after the vectorizers. LLVM has an extension point for that since 20; before, the end of the optimizer is used.
template <class Builder> void atVectorizerEnd(Builder &builder, const FunctionHook &hook) {
  if constexpr (requires { builder.registerVectorizerEndEPCallback(hook); })
    builder.registerVectorizerEndEPCallback(hook);
  else
    builder.registerOptimizerLastEPCallback([hook](llvm::ModulePassManager &modulePasses, llvm::OptimizationLevel level, auto &&...) {
      llvm::FunctionPassManager passes;
      hook(passes, level);
      modulePasses.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(passes)));
    });
}

/// Runs the loop vectorizer on `loops` alone. Returns whether it changed the function.
bool vectorizeLoops(llvm::Function &function, llvm::FunctionAnalysisManager &analyses, llvm::ArrayRef<llvm::Loop *> loops);

} // namespace nearnative::compat
