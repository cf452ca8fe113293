// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The whole comparison of two programs as a value; what the renderers print.
#pragma once

#include "irdiff/Align.h"
#include "irdiff/Bounds.h"
#include "irdiff/Cause.h"
#include "irdiff/GeneratedCode.h"
#include "irdiff/Verdict.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace irdiff {

/// One side of a finding. Pointers are into the modules that were compared: they hold as long as those live.
struct SideFinding {
  const llvm::Function *function = nullptr; ///< that holds the loop, or what it has become
  CodeFacts facts;
  std::vector<LoopPart> parts; ///< the main one first; empty when it is no loop here
  std::optional<GeneratedLoop> code;
  std::optional<BoundsFacts> bounds;
};

/// What a pass says it did with a loop of the Wasm side, or why it did not.
struct LoopRemark {
  std::string kind; ///< passed, missed or analysis
  std::string pass, name, message, file;
  unsigned line = 0, column = 0;
  unsigned count = 1; ///< how often it said so: passes work on the copies of a loop, too
};

struct LoopFinding {
  std::string id;      ///< unique within the findings, and the same from build to build
  unsigned number = 1; ///< among all loops of its function in its file: the same when lines have moved or other loops are filtered out
  std::string function, file;
  std::string path; ///< of the source file as the compiler saw it, empty when unknown
  unsigned line = 0, column = 0, depth = 1;
  bool innermost = true;
  std::vector<std::string> inlinedAt; ///< file:line:column, innermost call first
  std::vector<Frame> calls;           ///< the same, with the whole paths
  AlignedBy alignedBy = AlignedBy::Location;
  SideFinding native, wasm;
  Judgement judgement;
  std::vector<Cause> causes;       ///< the decisive one first
  double heat = 1;                 ///< executions of the loop's body by the profile, or 1 without one
  std::vector<LoopRemark> remarks; ///< in the order in which they were made
};

struct UnmatchedFinding {
  bool isNative = true, isLoop = true;
  std::string function, file;
  unsigned line = 0, column = 0;
  std::string reason;
};

struct SideSummary {
  std::vector<std::string> files;
  std::string triple, features;
};

struct Findings {
  std::map<std::string, std::string> tags;
  SideSummary native, wasm;
  unsigned functionPairs = 0, unmatchedFunctions = 0, unmatchedLoops = 0;
  std::vector<LoopFinding> loops; ///< in the order of the source
  std::vector<UnmatchedFinding> unmatched;
  std::vector<std::string> notes; ///< what weakens the result: no debug info, an unknown target
};

/// Compares two programs. Neither is changed. Cannot fail: what has no partner is a finding.
Findings compare(const Program &native, const Program &wasm, std::map<std::string, std::string> tags);

} // namespace irdiff
