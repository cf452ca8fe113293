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

/// One side of a pair of loops.
struct LoopSide {
  const FunctionLoops *function = nullptr; ///< that holds the loop, or what it has become
  const SourceLoop *loop = nullptr;        ///< null: unrolled or deleted here
  CodeFacts facts;
  std::vector<LoopPart> parts; ///< empty when it is no loop here
};

struct LoopPair {
  LoopSide native, wasm;
  AlignedBy by = AlignedBy::Location;
  std::string replacedBy; ///< what a deleted loop has become, if known (`memset`)

  /// The side whose position and function name the pair: the native one if it is a loop there.
  const LoopSide &named() const { return native.loop ? native : wasm; }
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
Alignment align(const ProgramLoops &native, const ProgramLoops &wasm, Lowering &nativeLowering, Lowering &wasmLowering,
                LocationHashes &locations);

} // namespace irdiff
