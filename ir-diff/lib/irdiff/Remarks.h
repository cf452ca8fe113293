// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the Wasm passes say they did or refused, from the optimization records that clang writes (-fsave-optimization-record).
#pragma once

#include "irdiff/Findings.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace irdiff {

struct Remark {
  std::string function; ///< symbol
  LoopRemark said;
};

/// Appends the remarks of passes whose name begins with `wasm-`. LLVM's own parsers read the file, YAML or bitstream; a record without any
/// remark is an empty file. Errors are one line that begins with the file.
llvm::Error readRemarks(llvm::StringRef path, std::vector<Remark> &remarks);

/// Adds each remark to the innermost loop of its function whose lines it is in, else to the loop whose Wasm code has its position (what was
/// inlined into the loop). Equal ones are counted. Several loops with that position (copies inlined into one function) all get it; so do,
/// by position alone, those of a function that is gone because it was inlined. \returns notes for people.
std::vector<std::string> placeRemarks(Findings &findings, llvm::ArrayRef<Remark> remarks, const Program &native, const Program &wasm);

} // namespace irdiff
