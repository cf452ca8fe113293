// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// v128-const-hoist: a v128.const inside a loop becomes a local that is set once at function entry. V8 since 13.6 builds such a constant
// anew in each iteration (up to 2.5x slower); Cranelift hoists by itself. Must run after wasm-opt, which moves constants back to their
// uses. Outside loops, a constant that is used many times in a function becomes such a local for its bytes alone.
#pragma once

#include "pipeline/Sections.h"
#include "pipeline/Wabt.h"

namespace nearnative::pipeline {

struct HoistOptions {
  /// The gate: how many v128 values a loop may hold, counting its v128 locals, its computed temporaries (deepest operand stack) and the
  /// hoisted constants. More than a machine has registers on purpose: V8 reloads a spilled constant with one instruction and builds a
  /// v128.const with four. Measured on V8 14.6 with 4 to 20 accumulators and 1 to 16 constants, a gate of 16 forgoes up to 2.8x and avoids
  /// none of the worst loss (0.86x, where accumulators alone just fit); docs/wasm-pipeline.md has the table.
  unsigned registers = 64;
  /// Uses inside loops that a constant must have in its function: 2 lets a hoist pay for itself in bytes.
  unsigned minimumUses = 1;
};

struct HoistResult {
  std::string module;     ///< all bytes outside the changed function bodies as they were
  unsigned constants = 0; ///< distinct per function
  unsigned functions = 0; ///< changed
  unsigned kept = 0;      ///< distinct constants per loop that stayed under register pressure
};

/// `sections` and `module` are the same module, validated. Errors: never for a validated module, unless libwabt's offsets do not fit its
/// bytes.
Result<HoistResult> hoistConstants(const std::vector<Section> &sections, const wabt::Module &module, const HoistOptions &options);

} // namespace nearnative::pipeline
