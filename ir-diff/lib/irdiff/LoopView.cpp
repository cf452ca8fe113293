// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/LoopView.h"

using namespace llvm;

namespace irdiff {

LoopView::LoopView(const Function &inFunction, const BasicBlock *header)
    : function(const_cast<Function &>(inFunction)), dominators(function), loops(dominators), loop(loops.getLoopFor(header)) {}

std::vector<const BasicBlock *> LoopView::ownBlocks() const {
  std::vector<const BasicBlock *> blocks;
  for (const BasicBlock &block : function)
    if (loops.getLoopFor(&block) == loop)
      blocks.push_back(&block);
  return blocks;
}

} // namespace irdiff
