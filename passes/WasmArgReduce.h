// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

namespace nearnative {

/// Searches for the place of the largest or smallest element; see WasmArgReduce.cpp.
class WasmArgReducePass : public llvm::PassInfoMixin<WasmArgReducePass> {
public:
  explicit WasmArgReducePass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
};

/// `print<wasm-argreduce>`: one line per innermost loop that looks like such a search.
class WasmArgReducePrinterPass : public llvm::PassInfoMixin<WasmArgReducePrinterPass> {
public:
  explicit WasmArgReducePrinterPass(llvm::raw_ostream &stream) : stream(stream) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  llvm::raw_ostream &stream;
};

extern const PassDescription wasmArgReduce;

} // namespace nearnative
