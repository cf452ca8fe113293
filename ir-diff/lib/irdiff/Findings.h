// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The whole comparison of two modules as a value; what the renderers print.
#pragma once

#include "irdiff/Align.h"
#include "irdiff/Verdict.h"

#include "llvm/IR/Module.h"

#include <map>
#include <string>
#include <vector>

namespace irdiff {

struct LoopFinding {
  std::string id; ///< unique within the findings, and the same from build to build
  std::string function, file;
  unsigned line = 0, column = 0, depth = 1;
  bool innermost = true;
  unsigned nativeCopies = 0, wasmCopies = 0;
  std::vector<std::string> inlinedAt; ///< file:line:column, innermost call first
  AlignedBy alignedBy = AlignedBy::Location;
  CodeFacts native, wasm;
  Judgement judgement;
};

struct UnmatchedFinding {
  bool isNative = true, isLoop = true;
  std::string function, file;
  unsigned line = 0, column = 0;
  std::string reason;
};

struct SideSummary {
  std::string file, triple, features;
};

struct Findings {
  std::map<std::string, std::string> tags;
  SideSummary native, wasm;
  unsigned functionPairs = 0, unmatchedFunctions = 0, unmatchedLoops = 0;
  std::vector<LoopFinding> loops; ///< in the order of the source
  std::vector<UnmatchedFinding> unmatched;
  std::vector<std::string> notes; ///< what weakens the result: no debug info, an unknown target
};

/// Compares two modules; the files' names are only shown. Neither module is changed. Cannot fail: what has no partner is a finding.
Findings compare(const llvm::Module &native, llvm::StringRef nativeFile, const llvm::Module &wasm, llvm::StringRef wasmFile,
                 std::map<std::string, std::string> tags);

} // namespace irdiff
