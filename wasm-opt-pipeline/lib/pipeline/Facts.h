// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the ledger counts in a module.
#pragma once

#include "pipeline/Wabt.h"

namespace nearnative::pipeline {

struct Facts {
  size_t bytes = 0;
  size_t functions = 0;          ///< with a body, so without imports
  size_t vectorInstructions = 0; ///< v128.const and everything else with the SIMD prefix
  size_t loopConstants = 0;      ///< v128.const inside a loop, without the trivial ones
  size_t loads = 0;              ///< instructions that read linear memory; atomic read-modify-write counts as both
  size_t stores = 0;
};

/// `module` is validated and was read from `bytes` bytes.
Facts countFacts(const wabt::Module &module, size_t bytes);

/// A v128.const that every engine makes with one instruction from nothing (all zeros: xor with itself; all ones: compare with itself).
bool isTrivialConstant(const wabt::Expr &vectorConstant);

} // namespace nearnative::pipeline
