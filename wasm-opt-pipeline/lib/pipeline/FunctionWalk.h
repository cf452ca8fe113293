// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Walks a validated function body in the order of its bytes, without recursion (modules from outside nest deeply), and keeps an account of
// the operand stack.
#pragma once

#include "pipeline/Wabt.h"

namespace nearnative::pipeline {

class FunctionVisitor {
public:
  virtual ~FunctionVisitor() = default;
  /// Every instruction, a block-like one before what is inside it. `loopDepth`: how many loops are around it.
  virtual void instruction(const wabt::Expr &expression, unsigned loopDepth) = 0;
  /// A local.get, local.set or local.tee of a v128 local, after instruction().
  virtual void vectorLocal(wabt::Index index) {}
  virtual void enterLoop() {}
  virtual void leaveLoop() {}
  /// Called after each instruction with the number of v128 values on the operand stack that an instruction computed: copies of locals and
  /// constants occupy no register of their own.
  virtual void vectorsOnStack(unsigned count) {}
};

/// `module` must have passed the validator.
void walkFunction(const wabt::Module &module, const wabt::Func &function, FunctionVisitor &visitor);

} // namespace nearnative::pipeline
