// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "Registration.h"

#include <string>
#include <vector>

namespace llvm {
class Loop;
class raw_ostream;
} // namespace llvm

namespace nearnative {

/// What wasm-loop-shape decides for one innermost loop.
struct LoopShape {
  const llvm::Loop *loop = nullptr;
  /// Vector width in elements and number of interleaved copies to ask the loop vectorizer for; 0 leaves its own choice.
  unsigned width = 0;
  unsigned interleave = 0;
  /// Elements that an iteration of the vector loop then takes.
  unsigned elements = 0;
  /// Why, in one clause, and the remark's identifier when the loop is left alone.
  std::string reason;
  llvm::StringRef missed;

  bool isLeftAlone() const { return width == 0 && interleave == 0; }
  /// The loop is to stay scalar.
  bool isVeto() const { return width == 1; }
};

using LoopShapes = std::vector<LoopShape>;

/// The shapes of the innermost loops of `function`; empty where the passes do not work. Brings the loops into simple form and sets
/// `changed` if one was not.
LoopShapes findLoopShapes(llvm::Function &function, llvm::FunctionAnalysisManager &analyses, const Options &options, bool &changed);

/// On what the vectorizer left of a loop, for WasmLoopRemainderPass to vectorize it; its value is the number of elements that each
/// iteration of the vector loop takes.
constexpr char remainderMark[] = "nearnative.loop.remainder";

/// Has the vectorizer put the mark on what it will leave of `loop`.
void markRemainder(llvm::Loop &loop, unsigned elements);

/// Width and interleave count per loop; see WasmLoopShape.cpp.
class WasmLoopShapePass : public llvm::PassInfoMixin<WasmLoopShapePass> {
public:
  explicit WasmLoopShapePass(Options options) : options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  Options options;
};

/// Vectorizes what the vectorizer left of the loops that WasmLoopShapePass shaped.
class WasmLoopRemainderPass : public llvm::PassInfoMixin<WasmLoopRemainderPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
};

/// `print<wasm-loop-shape>`: one line per innermost loop.
class WasmLoopShapePrinterPass : public llvm::PassInfoMixin<WasmLoopShapePrinterPass> {
public:
  WasmLoopShapePrinterPass(llvm::raw_ostream &stream, Options options) : stream(stream), options(std::move(options)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);

private:
  llvm::raw_ostream &stream;
  Options options;
};

extern const PassDescription wasmLoopShape;

} // namespace nearnative
