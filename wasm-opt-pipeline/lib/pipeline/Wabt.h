// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The one place that includes libwabt (1.0.32 in Debian 12, 1.0.36 in Debian 13) and knows how its versions differ.
#pragma once

#include "nearnative/Result.h"

#include <memory>
#include <string>
#include <string_view>
#include <wabt/ir-util.h>
#include <wabt/ir.h>

namespace nearnative::pipeline {

/// Decodes and validates a module. Errors: what libwabt says first, with the byte offset where it has one.
Result<std::unique_ptr<wabt::Module>> readModule(std::string_view bytes);

/// The version of libwabt, as "1.0.32".
std::string wabtVersion();

/// The opcode of instructions that belong to a family (loads, stores, arithmetic, lanes, atomics); null for the others.
const wabt::Opcode *opcodeOf(const wabt::Expr &expression);

/// The byte offset in the module behind an instruction.
inline size_t endOffset(const wabt::Expr &expression) { return expression.loc.offset; }

/// True for a v128.const.
bool isVectorConstant(const wabt::Expr &expression);

/// The 16 bytes of a v128.const, as they stand in the module.
std::string vectorConstantBytes(const wabt::Expr &expression);

} // namespace nearnative::pipeline
