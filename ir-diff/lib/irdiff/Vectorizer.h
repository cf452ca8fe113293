// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Asks LLVM's own vectorizers about loops of optimised code: on a copy of the function, alone in a module of its own.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Target/TargetMachine.h"

#include <memory>
#include <string>
#include <vector>

namespace irdiff {

/// What a question assumes, to learn whether the lack of it is what stops a vectorizer. Bits.
enum Assumption : unsigned {
  AssumeNothing = 0,
  AssumeReassociation = 1 << 0, ///< floating-point operations of the loop may be reordered
  AssumeNoNaNs = 1 << 1,        ///< neither NaN nor the sign of zero matters in compares and selects of the loop
  AssumeNoOverlap = 1 << 2,     ///< iterations do not touch each other's memory
  AssumeNoChecks = 1 << 3,      ///< explicit checks never fail
  AssumeNoBorders = 1 << 4,     ///< the work under conditions that the counter decides is always done
};

struct LoopQuestion {
  const llvm::Loop *loop = nullptr; ///< of the original function; null asks about the function as a whole (straight-line code only)
  unsigned assumptions = AssumeNothing;
  /// The loop runs what an unrolled copy of it left over: asked about as if it ran all iterations.
  bool isRemainder = false;
  std::vector<const llvm::BasicBlock *> borders; ///< of the loop: blocks that end with a condition that the counter decides
};

struct LoopAnswer {
  unsigned width = 1;                ///< what the loop vectorizer would make of the loop
  std::vector<std::string> refusals; ///< names of LLVM's remarks about the loop (`CantReorderFPOps`), in the order they came

  bool refusedBy(llvm::StringRef name) const;
};

/// What straight-line (SLP) vectorization makes of a loop's own blocks, or of a function.
struct StraightLineAnswer {
  unsigned scalarWork = 0, vectorWork = 0; ///< elements that scalar and vector operations then work on
  bool refused = false;                    ///< a tree of operations was found, and not taken
  int cost = 0;                            ///< LLVM's cost of the tree nearest to being taken, against the scalar code

  bool vectorizes() const { return vectorWork > scalarWork; }
};

/// A copy of one function, in normal form for the vectorizers, with LLVM's analyses of it. Questions may change the copy: one per copy.
class FunctionCopy {
public:
  /// Null when the function cannot stand alone (its blocks' addresses are taken). `machine` may be null: generic costs then.
  static std::unique_ptr<FunctionCopy> make(const llvm::Function &original, llvm::TargetMachine *machine,
                                            llvm::ArrayRef<LoopQuestion> questions);
  ~FunctionCopy();

  llvm::Function &function() const;
  llvm::FunctionAnalysisManager &analyses() const;

  /// The copy of the loop with this header; null when normal form changed it away.
  llvm::Loop *loopAt(const llvm::BasicBlock *originalHeader) const;

  /// In the order of the questions that the copy was made for.
  std::vector<LoopAnswer> askLoopVectorizer();

  /// `ignoreMinMax` hides from the cost model that compares and selects are minima and maxima.
  std::vector<StraightLineAnswer> askStraightLineVectorizer(bool ignoreMinMax);

private:
  FunctionCopy();
  struct State;
  std::unique_ptr<State> state;
};

/// The target's code generator with the features of a function; null for targets that this LLVM does not know.
std::unique_ptr<llvm::TargetMachine> machineFor(const llvm::Function &function);

} // namespace irdiff
