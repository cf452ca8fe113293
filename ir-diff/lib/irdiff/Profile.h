// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How often code ran: what makes one loop more worth than another.
#pragma once

#include "irdiff/Findings.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <optional>

namespace irdiff {

class Profile {
public:
  /// Reads CSV (`function,file:line,count`, one loop a line, `#` begins a comment, either of the first two may be empty) or LLVM's
  /// `.profdata`: of samples (counts per line) or of instrumentation (counts per function: a function's hottest counter stands for its
  /// loops). Errors are one line that begins with the file, and its line where there is one.
  static llvm::Expected<Profile> read(llvm::StringRef path);

  /// Sets `heat` of every loop; 0 where the profile has nothing. \returns how many loops it knew.
  size_t apply(Findings &findings) const;

private:
  llvm::Error readCsv(llvm::StringRef path, llvm::StringRef text);
  llvm::Error readInstrumentation(llvm::StringRef path);
  llvm::Error readSamples(llvm::StringRef path);
  std::optional<double> heatOf(const LoopFinding &loop) const;
  void add(llvm::StringRef function, llvm::StringRef place, double count);

  llvm::StringMap<double> byPlace;    ///< "function\nfile:line"; either may be empty
  llvm::StringMap<double> byOffset;   ///< "function\nlines after its head"
  llvm::StringMap<double> byFunction; ///< hottest counter
};

} // namespace irdiff
