// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One run of irdiff from what the user asked for to the text of the report; the command line and the fuzzers call it.
#pragma once

#include "irdiff/Selection.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace irdiff {

enum class Format { Text, Json, Html, Sarif };

/// For which loops more is asked than the IR shows: generated code, bounds checks, what LLVM's vectorizers say.
enum class FactsFor { NoLoop, TopLoops, AllLoops };

struct Request {
  std::vector<std::string> native, wasm; ///< IR files of the two sides
  std::vector<std::string> wider;        ///< IR files of the native side with wider vectors; may be empty
  std::string source;                    ///< that the files were compiled from: shown instead of them; may be empty
  std::map<std::string, std::string> tags;
  std::string profile, baseline;    ///< files; empty: none
  std::vector<std::string> remarks; ///< files: optimization records of the Wasm side
  Filter filter;
  std::set<Verdict> failOn;
  SortBy sort = SortBy::Gap;
  unsigned top = 0; ///< loops shown; 0: a screenful of text, or all in the other formats
  FactsFor facts = FactsFor::TopLoops;
  Format format = Format::Text;
  bool color = false;
};

struct Report {
  std::string text;
  bool failed = false; ///< a verdict of `failOn` occurs
};

/// What the run is doing, for a progress line and for the guard's message: a sentence about what would be wrong if it crashed now.
using Doing = std::function<void(const std::string &step, const std::string &ifItCrashes)>;

/// \pre initializeTargets(). Errors are one line that says what, where and what to do.
llvm::Expected<Report> run(const Request &request, const Doing &doing);

/// Compares two programs that are already read, with all that `request` asks for but its files.
llvm::Expected<Report> run(const Request &request, Program native, Program wasm, std::optional<Program> wider, const Doing &doing);

} // namespace irdiff
