// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bounds checks in two layers: those in the IR (branches to a trap, abort, assertion or throw) and those that an engine makes of every
// access of linear memory.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace llvm {
class BasicBlock;
class Loop;
class LoopInfo;
class ScalarEvolution;
class Value;
} // namespace llvm

namespace irdiff {

struct LoopFinding;

/// Of a loop's main part, per pass through it.
struct BoundsFacts {
  unsigned checks = 0;           ///< explicit checks in the IR
  unsigned invariant = 0;        ///< those whose condition does not change in the loop
  unsigned provable = 0;         ///< those that scalar evolution proves to hold always, or that one check before the loop could replace
  unsigned blocking = 0;         ///< those without which LLVM would vectorize the loop
  std::string blockingReason;    ///< LLVM's remark that names what they do to the loop (`RecurrencesInEarlyExitLoop`), empty when none
  double accessesPerElement = 0; ///< of linear memory, per source iteration: each is a check where an engine has no guard pages
};

/// Fills in `bounds` of both sides where the loop is one, except what asking the vectorizer tells (`blocking`): addCausesFromVectorizer()
/// does that afterwards. \pre The modules of the findings are alive.
void addBounds(llvm::ArrayRef<LoopFinding *> loops);

/// The explicit checks of a loop, those of the loops inside not counted.
struct ExplicitChecks {
  llvm::SmallVector<llvm::BasicBlock *, 8> blocks; ///< that end with one
  unsigned invariant = 0;                          ///< as in BoundsFacts
  unsigned provable = 0;
};
ExplicitChecks explicitChecksOf(const llvm::Loop &loop, const llvm::LoopInfo &loops, llvm::ScalarEvolution &evolution);

/// Whether a condition is made only of the loop's counters and of values that do not change in the loop, not of data it reads.
bool isDecidedByCounter(const llvm::Value *condition, const llvm::Loop &loop, llvm::ScalarEvolution &evolution);

/// What an engine's way of checking linear memory costs, as a factor on the run time of inference loops.
struct CheckPrice {
  llvm::StringRef engine, mechanism;
  double factor, worst; ///< geometric mean, and the largest seen; 0 where no single largest is known
};

/// Measured on Wasmtime 48 and V8 13.6 to 14.6, x86-64, 39 to 49 kernels (docs: wasmtime-codegen.md, sections 5 and 6).
llvm::ArrayRef<CheckPrice> checkPrices();

} // namespace irdiff
