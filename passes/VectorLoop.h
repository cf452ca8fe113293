// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A vector loop of one's own in front of a scalar one: what the passes need that emit loops the loop vectorizer cannot form.
//
//   preheader: may vector code run?            VectorLoop::enter
//     vector code: loops one after the other   VectorLoop::emitLoop, advance; anything without control flow by builder()
//     all elements done?                       VectorLoop::finish
//   the old loop, from the first element that is left
//
// The order of work: asCountedLoop, the client's own checks (nothing is changed until then), a VectorLoop, expand and require, enter, the
// vector code, finish.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

#include <optional>

namespace llvm {
class DominatorTree;
class Loop;
class LoopInfo;
class ScalarEvolution;
class SCEV;
} // namespace llvm

namespace nearnative {

/// An innermost loop of one block, in simplified and LCSSA form, that runs a number of times known before it and writes nothing.
struct CountedLoop {
  llvm::Loop *loop = nullptr;
  llvm::BasicBlock *preheader = nullptr;
  llvm::BasicBlock *body = nullptr;
  llvm::BasicBlock *exit = nullptr;
  /// Number of iterations less one; if `bound` is set, only where that is at most `largestBound` (unsigned), else unknown.
  const llvm::SCEV *backedgeTaken = nullptr;
  llvm::Value *bound = nullptr;
  llvm::APInt largestBound;
  /// If `bound` is set, the first value that is compared with it.
  llvm::APInt firstTested;
  /// The phis of the body: those that advance by the same amount in every iteration, and the others. The value of a recurrence after the
  /// last iteration may be used after the loop, and any value that advances evenly; nothing else.
  llvm::SmallVector<llvm::PHINode *, 4> inductions;
  llvm::SmallVector<llvm::PHINode *, 4> recurrences;

  /// What the recurrence becomes in an iteration.
  llvm::Value *next(const llvm::PHINode &recurrence) const;
};

/// `loop` as a counted loop, or nothing and `why` not. Refused with it: loops with hints of the user's, volatile or atomic loads, calls
/// that may do more than compute.
std::optional<CountedLoop> asCountedLoop(llvm::Loop &loop, llvm::ScalarEvolution &scalarEvolution, llvm::StringRef &why);

/// The count of a loop whose counter might wrap before it ends, if it is one: backedgeTaken, bound, largestBound and firstTested. Needs
/// loop and body.
bool countWithBound(CountedLoop &counted, llvm::ScalarEvolution &scalarEvolution);

/// Whether the loop has metadata other than what LLVM adds by itself and what says nothing about its shape.
bool hasLoopHints(const llvm::Loop &loop);

/// The distance in bytes from one iteration of `loop` to the next of an address, if it is constant.
std::optional<int64_t> strideInBytes(llvm::Value *address, const llvm::Loop &loop, llvm::ScalarEvolution &scalarEvolution);

class VectorLoop {
public:
  using Values = llvm::SmallVector<llvm::Value *, 8>;
  /// One trip of an emitted loop: from the element `index` on, with the values `carried` from the trip before; returns those for the next.
  /// A condition put into `stop` ends the loop after this trip.
  using Trip = llvm::function_ref<Values(llvm::Value *index, llvm::ArrayRef<llvm::Value *> carried, llvm::Value *&stop)>;
  struct Result {
    /// The element after the last trip.
    llvm::Value *index;
    Values carried;
  };

  /// Changes nothing yet. The analyses are kept up to date. `name` begins the names of the new blocks.
  VectorLoop(const CountedLoop &counted, llvm::ScalarEvolution &scalarEvolution, llvm::DominatorTree &dominators, llvm::LoopInfo &loops,
             llvm::StringRef name);

  /// Stands where the next vector code goes: in the preheader up to enter(), after it at the end of what was emitted last.
  llvm::IRBuilder<> &builder() { return builder_; }

  /// The number of iterations of the old loop, as an index. Valid behind enter(); before, it is 0 where it does not fit the type.
  llvm::Value *tripCount() const { return tripCount_; }
  llvm::IntegerType *indexType() const { return indexType_; }

  /// Before enter(): the value of something that does not change in the loop.
  llvm::Value *expand(const llvm::SCEV *invariant);
  /// Before enter(): vector code may only run if `condition` holds.
  void require(llvm::Value *condition);
  /// Vector code runs from here on, for `minimum` elements (not 0) or more; all that is short of it is left to the old loop.
  void enter(unsigned minimum);

  /// After enter(): what `phi` of the old loop is before the first iteration.
  llvm::Value *startOf(const llvm::PHINode &phi) const { return phi.getIncomingValueForBlock(oldPreheader); }
  /// After enter(): how many elements have been done.
  llvm::Value *done() const { return done_; }
  /// For (index = from; index < to; index += step) trip. `to - from` is a multiple of `step`; `certain` says that there is a trip. Does not
  /// change done().
  Result emitLoop(llvm::Value *from, llvm::Value *to, unsigned step, llvm::ArrayRef<llvm::Value *> initial, Trip trip,
                  bool certain = false);
  /// The values that `then` returns if `when` holds, else those that `otherwise` returns. What is done() after it is undefined if they
  /// differ in that.
  Values emitIf(llvm::Value *when, llvm::function_ref<Values()> then, llvm::function_ref<Values()> otherwise);
  /// A loop over as many of the elements left as fill trips of `elements`, a power of two not larger than in the call before; `stop` must
  /// stay unset. `certain` says that there is a trip, which enter() may say too.
  Values advance(unsigned elements, llvm::ArrayRef<llvm::Value *> initial, Trip trip, bool certain = false);

  /// If `when` holds, nothing has been done: the old loop does it all. After enter().
  void giveUpIf(llvm::Value *when);

  enum class Rest {
    oldLoop, ///< what is left after done() is done by the old loop
    nothing, ///< the vector code has done everything
  };
  /// The vector code ends: `values` are those of the recurrences after done() elements, in their order. The old loop keeps its metadata.
  void finish(llvm::ArrayRef<llvm::Value *> values, Rest rest);

private:
  llvm::BasicBlock *addBlock(const llvm::Twine &suffix, llvm::BasicBlock *dominator);
  /// What `value`, which advances evenly, is in the iteration with that number.
  llvm::Value *evenValue(llvm::Value *value, const llvm::SCEV *iteration);
  llvm::Value *valueAfterLoop(llvm::Value *value, llvm::ArrayRef<llvm::Value *> values);

  const CountedLoop counted;
  llvm::ScalarEvolution &scalarEvolution;
  llvm::DominatorTree &dominators;
  llvm::LoopInfo &loops;
  const llvm::StringRef name;
  llvm::SCEVExpander expander;
  llvm::IRBuilder<> builder_;
  llvm::IntegerType *indexType_;
  llvm::Value *tripCount_;
  llvm::Value *condition = nullptr;
  llvm::Value *done_ = nullptr;
  /// Which number of elements is known to be there at done() == 0.
  unsigned minimum = 0;
  llvm::BasicBlock *oldPreheader = nullptr;
  /// Where giveUpIf() leaves.
  llvm::SmallVector<llvm::BasicBlock *, 2> givingUp;
};

} // namespace nearnative
