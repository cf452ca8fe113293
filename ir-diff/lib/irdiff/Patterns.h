// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the IR of one loop shows by itself: idioms that were not recognised, operations that the target takes apart, wasteful forms.
#pragma once

#include "irdiff/Facts.h"

namespace irdiff {

/// What the finders of patterns look at: a loop's own blocks, without the loops inside it, and the facts counted so far.
struct PatternInput {
  const llvm::Loop &loop;
  llvm::ArrayRef<const llvm::BasicBlock *> blocks;
  const CodeFacts &facts;
  const Lowering &lowering;
};

/// The patterns of a loop. Runs on every loop of both sides: linear in its instructions, no analysis.
std::vector<Pattern> findPatterns(const PatternInput &input);

// The finders, by what they look at; each appends.
void findIntegerPatterns(const PatternInput &input, std::vector<Pattern> &patterns); ///< dots, saturation, widening, tables
void findFloatPatterns(const PatternInput &input, std::vector<Pattern> &patterns);   ///< min/max, rounding, fused multiply-add, tiles
void findMemoryPatterns(const PatternInput &input, std::vector<Pattern> &patterns);  ///< strides, gathers, masked stores, transposes

} // namespace irdiff
