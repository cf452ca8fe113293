// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which loops are shown, and in which order.
#pragma once

#include "irdiff/Findings.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace irdiff {

enum class SortBy {
  Gap,   ///< what is worth most first: the recoverable gap per element, times heat
  Cost,  ///< what costs most on Wasm first, times heat
  Source ///< file, line, column
};

struct Filter {
  std::string function;   ///< regular expression that occurs in the function's name; empty: all
  std::string file;       ///< last components of a path; empty: all
  unsigned line = 0;      ///< 0: all
  std::set<Verdict> only; ///< empty: all
};

/// Removes what the filter does not let through, from loops and from what is unmatched. Error: the regular expression is none.
llvm::Error applyFilter(Findings &findings, const Filter &filter);

/// Indexes of `findings.loops`, in this order. By gap: findings before what is at parity or better, of equal worth in the order of
/// verdicts.
std::vector<size_t> sortedLoops(const Findings &findings, SortBy order);

/// Removes all loops but these; they stay in the order of the source. What else the findings say stays as it is.
void keepLoops(Findings &findings, llvm::ArrayRef<size_t> indexes);

/// Removes what a baseline (a JSON text of an earlier run) has too: loops with the same verdict and ID or, where lines have moved, as many
/// loops of the same function and file with the same verdict. Unmatched loops likewise. Error: the text is no findings of this version.
llvm::Error removeKnown(Findings &findings, llvm::StringRef baseline);

/// Verdicts among `wanted` that occur, worst first.
std::vector<Verdict> verdictsFound(const Findings &findings, const std::set<Verdict> &wanted);

/// `lost` → Verdict::Lost; nothing for other words.
std::optional<Verdict> verdictNamed(llvm::StringRef name);

} // namespace irdiff
