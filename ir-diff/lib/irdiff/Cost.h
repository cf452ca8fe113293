// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What one element of a loop costs, by a simple model that is the same for every target: the yardstick of the two gaps.
// A later issue replaces the uniform prices by measured ones per engine; only this file knows them.
#pragma once

#include "irdiff/Facts.h"

namespace irdiff {

/// Cycles from an operand to the result; of a floating-point addition on current x86-64 and arm64 cores 2 to 4, of integers 1.
constexpr double latencyOfFloat = 4, latencyOfInteger = 1;

/// Instructions that a current core starts per cycle.
constexpr double issueWidth = 4;

/// A call of a math function, in instructions: argument passing, the polynomial, the return.
constexpr double operationsOfCall = 20;

/// The counter, its comparison and the branch of one pass.
constexpr double operationsOfPass = 3;

/// Operations of one source iteration.
double operationsPerElement(const CodeFacts &facts);

/// Estimated cycles of one source iteration: what the operations need when nothing waits, or the loop's chain of dependences when that is
/// longer. 0 for a deleted loop.
double costPerElement(const CodeFacts &facts);

/// The gaps of one pair of loops, in cycles per element by this model.
struct Gap {
  double wasm = 0;      ///< cost on Wasm
  double sameWidth = 0; ///< cost natively with vectors of 128 bits
  double best = 0;      ///< cost natively with the widest vectors known

  double recoverable() const { return wasm - sameWidth; } ///< what a better Wasm could gain; negative when Wasm is ahead
  double isa() const { return sameWidth - best; }         ///< what the narrower instruction set costs
};

/// \param nativeVectorBits of the native side's registers: a wider side is scaled to 128 bits, as far as its work is in vectors.
Gap gapOf(const CodeFacts &native, const CodeFacts &wasm, unsigned nativeVectorBits);

} // namespace irdiff
