// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which function and which loop of the native module is which of the Wasm module.
#pragma once

#include "irdiff/SourceLoops.h"

#include <string>
#include <vector>

namespace irdiff {

/// How a pair of loops was found, most certain first.
enum class AlignedBy {
  Location,      ///< same position, inlined through the same calls
  InnerLocation, ///< same position of the loop itself, inlined differently
  CallSite,      ///< loops of different C++ libraries, called from the same place
  Order          ///< no usable position: by function, nest and order
};

struct LoopPair {
  const FunctionLoops *function = nullptr; ///< the native one, or the Wasm one if only that has the loop
  const SourceLoop *native = nullptr;      ///< null: unrolled or deleted there
  const SourceLoop *wasm = nullptr;
  CodeFacts nativeFacts, wasmFacts;
  unsigned nativeCopies = 0, wasmCopies = 0; ///< loops in the IR
  AlignedBy by = AlignedBy::Location;
  std::string replacedBy; ///< what a deleted loop has become, if known (`memset`)
};

struct Unmatched {
  bool isNative = true;
  bool isLoop = true;
  const FunctionLoops *function = nullptr;
  const SourceLoop *loop = nullptr;
  std::string reason;
};

struct Alignment {
  unsigned functionPairs = 0;
  std::vector<LoopPair> loops;
  std::vector<Unmatched> unmatched;
};

/// Pairs all functions and loops. The lowerings are asked about code into which a loop was unrolled.
Alignment align(const ModuleLoops &native, const ModuleLoops &wasm, Lowering &nativeLowering, Lowering &wasmLowering,
                LocationHashes &locations);

} // namespace irdiff
