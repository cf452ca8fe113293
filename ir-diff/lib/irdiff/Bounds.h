// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bounds checks in two layers: those in the IR (branches to a trap, abort, assertion or throw) and those that an engine makes of every
// access of linear memory.
#pragma once

#include <string>

namespace irdiff {

struct LoopFinding;

/// Of a loop's main part, per pass through it.
struct BoundsFacts {
  unsigned checks = 0;           ///< explicit checks in the IR
  unsigned invariant = 0;        ///< those whose condition does not change in the loop
  unsigned provable = 0;         ///< those that scalar evolution proves to hold always, or that one check before the loop could replace
  unsigned blocking = 0;         ///< those that stopped the vectorizer
  std::string blockingReason;    ///< LLVM's remark name for it (`RecurrencesInEarlyExitLoop`), empty when none
  double accessesPerElement = 0; ///< of linear memory, per source iteration: each is a check where an engine has no guard pages
};

/// Fills in `bounds` of both sides where the loop is one. \pre The modules of the finding are alive.
void addBounds(LoopFinding &loop);

} // namespace irdiff
