// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Why Wasm lost what it lost: causes with stable IDs, each with a page in ir-diff/causes/.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace irdiff {

struct LoopFinding;

struct Cause {
  std::string id;        ///< `FP-ORDER`: of a page in the catalogue
  std::string evidence;  ///< what was seen in this loop, with numbers, half a sentence
  bool decisive = false; ///< alone enough for the verdict; of several, the first
};

/// From what the IR shows by itself (facts, patterns, verdict): every loop, no analysis.
void addCausesFromFacts(LoopFinding &loop);

/// By asking LLVM: vectorization legality, loop accesses, cost model, remarks. It copies the functions of these loops, a few times each
/// however many loops they have. Completes `bounds` of loops that have it. \pre The modules of the findings are alive.
void addCausesFromVectorizer(llvm::ArrayRef<LoopFinding *> loops);

/// From the generated code, where the finding has it.
void addCausesFromCode(LoopFinding &loop);

/// Decisive causes first, otherwise in the order in which they were found: from facts, from the vectorizer, from code. A cause found twice
/// stays once.
void rankCauses(std::vector<Cause> &causes);

} // namespace irdiff
