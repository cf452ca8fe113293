// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/LoopView.h"

#include "llvm/IR/Module.h"

using namespace llvm;

namespace irdiff {

FunctionView::FunctionView(const Function &inFunction)
    : function(const_cast<Function &>(inFunction)), dominators(function), loops(dominators),
      libraryOfTarget(inFunction.getParent()->getTargetTriple()), library(libraryOfTarget, &inFunction), assumptions(function),
      evolution(function, library, assumptions, dominators, loops) {}

Loop *FunctionView::loopAt(const BasicBlock *header) const {
  Loop *loop = loops.getLoopFor(header);
  return loop && loop->getHeader() == header ? loop : nullptr;
}

} // namespace irdiff
