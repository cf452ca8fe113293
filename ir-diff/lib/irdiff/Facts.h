// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What one pass through a piece of code does: how wide its arithmetic is, what is taken apart into lanes, what it checks and what it loads.
#pragma once

#include "irdiff/Location.h"
#include "irdiff/Lowering.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/Instruction.h"

#include <array>
#include <string>
#include <vector>

namespace llvm {
class Loop;
}

namespace irdiff {

enum class LoopState { Loop, Unrolled, Deleted };

/// Who made the vector operations of a loop.
enum class Vectorizer { None, Loop, StraightLine };

/// Counts of memory accesses by size: [0] is 1 byte, [1] 2 bytes, ... [6] 64 bytes and more.
using AccessesBySize = std::array<unsigned, 7>;

/// Something the IR of one loop shows by itself, found by Patterns.cpp.
struct Pattern {
  std::string id;       ///< of the cause it speaks for: a page in ir-diff/causes/
  unsigned count = 1;   ///< how often per pass
  std::string evidence; ///< what was seen, half a sentence
  bool isWaste = false; ///< a better Wasm instruction or form exists for work that the loop does: such a loop is not at parity
};

/// Counts are per pass through the code as it stands in the IR; divide by `iterations` for one iteration of the source loop ("element").
struct CodeFacts {
  LoopState state = LoopState::Loop;
  Vectorizer vectorizer = Vectorizer::None;
  unsigned width = 1;       ///< elements per operation, in the operations that do most of the work
  unsigned interleave = 1;  ///< independent such operations in flight: of accumulators, or of iterations
  unsigned iterations = 1;  ///< source iterations per pass: vector width x interleave x unrolling
  unsigned elementBits = 0; ///< of the widest elements of those operations
  unsigned scalarCalls = 0; ///< calls, among them those that vector operations become on this target
  unsigned laneCalls = 0;   ///< those of them whose result is one lane of a vector
  unsigned laneMoves = 0;   ///< lanes put into or taken out of vectors
  unsigned laneMemory = 0;  ///< those of them that come straight from a load or go to a store: gathers, scatters, masked stores
  unsigned vectorWork = 0;  ///< elements that vector operations work on
  unsigned shuffles = 0;
  unsigned checks = 0;            ///< branches to code that ends the program or throws
  unsigned loads = 0, stores = 0; ///< accesses of memory, a vector register counts as one
  AccessesBySize loadsBySize{}, storesBySize{};
  unsigned vectorArithmetic = 0;  ///< operations on vector registers
  unsigned scalarArithmetic = 0;  ///< without counters and conditions of the loop
  unsigned addressArithmetic = 0; ///< additions and scalings that addresses need beyond a constant offset
  double latency = 0;             ///< of the longest chain from one pass to the next, in cycles of Cost.h
  uint64_t tripCount = 0;         ///< iterations of the source loop when they are a constant, else 0
  bool vectorTypes = false;       ///< the source itself has vector types here: intrinsics, or the compiler's vectors
  std::vector<std::string> callees;
  std::vector<Pattern> patterns; ///< of the copy that does most of the work

  unsigned elementsInFlight() const { return width * interleave; }
  bool isVector() const { return width > 1; }
};

/// Whether the native source works on vectors where Wasm's works on scalars: one iteration natively then is `width` of Wasm's.
bool isWrittenForNative(const CodeFacts &native, const CodeFacts &wasm);

/// The step of the loop's counter per pass and, when start and end are constants, how many passes there are. 0: unknown.
struct Counter {
  uint64_t step = 0;
  uint64_t passes = 0;
};
Counter counterOf(const llvm::Loop &loop);

/// Facts of a loop's own blocks, without the loops inside it. `iterations` is filled in for vectorized loops and where the source positions
/// show unrolling; SourceLoops completes it from the loop's other copies.
CodeFacts factsOfLoop(const llvm::Loop &loop, llvm::ArrayRef<const llvm::BasicBlock *> blocks, const Lowering &lowering,
                      LocationHashes &locations);

/// Facts of instructions outside any loop of theirs: what a fully unrolled loop has become.
CodeFacts factsOfStraightLine(llvm::ArrayRef<const llvm::Instruction *> instructions, const Lowering &lowering, LocationHashes &locations);

/// Whether an instruction does the work of a loop body (arithmetic, memory, calls) rather than control or bookkeeping.
bool doesWork(const llvm::Instruction &instruction);

/// Whether the loop's metadata name something, as `llvm.loop.isvectorized`.
bool hasLoopFlag(const llvm::Loop &loop, llvm::StringRef name);

/// Whether a block can only lead to a call that does not return: trap, abort, assertion, throw.
bool endsProgram(const llvm::BasicBlock &block);

/// Whether an instruction is a branch of an explicit check. `control`: the branch that ends the loop, which may well lead to exit(). Null
/// outside loops.
bool isCheck(const llvm::Instruction &instruction, const llvm::Instruction *control);

} // namespace irdiff
