// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vectors of any length in steps that have one Wasm instruction each: cutting into registers of 128 bits, widening and narrowing of lanes.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/IRBuilder.h"

namespace nearnative {

using Parts = llvm::SmallVector<llvm::Value *, 8>;

/// `vector` in consecutive pieces of `lanes` lanes; the last one is filled up with poison.
Parts split(llvm::IRBuilderBase &builder, llvm::Value *vector, unsigned lanes);

/// The first `lanes` lanes of all `parts` together.
llvm::Value *join(llvm::IRBuilderBase &builder, llvm::ArrayRef<llvm::Value *> parts, unsigned lanes);

/// Integer lanes extended to `bits`, doubled step by step, as pieces of at most 128 bits in order. LLVM 22 makes three shuffles and twice
/// the extensions of a step from 8 to 32 bits.
Parts widen(llvm::IRBuilderBase &builder, llvm::Value *vector, unsigned bits, bool isSigned);

/// Lanes of 16 or 32 bits, read as signed, saturated to 8 or 16 bits (to their unsigned range if `toUnsigned`). The result has as many
/// lanes.
llvm::Value *narrowSaturating(llvm::IRBuilderBase &builder, llvm::Value *vector, unsigned bits, bool toUnsigned);

/// The mask of i8x16.shuffle that agrees with `mask` (-1: any byte will do) and that engines have an instruction for; empty if none is
/// known.
llvm::SmallVector<int, 16> canonicalMask(llvm::ArrayRef<int> mask);

/// One lane of a register.
struct Lane {
  llvm::Value *value = nullptr; ///< of 128 bits; null: any value will do
  unsigned byte = 0;
};

/// Lanes of `bytes` bytes from anywhere, at the bottom or (if `atTop`) at the top of lanes of `wide` bytes, which otherwise are zero.
llvm::Value *assemble(llvm::IRBuilderBase &builder, llvm::ArrayRef<Lane> lanes, unsigned bytes, unsigned wide, bool atTop);

/// i8x16.shuffle of two registers with exactly this mask. LLVM 22 fills lanes that it finds unused with 0, which hides the pattern from
/// engines.
llvm::Value *shuffleBytes(llvm::IRBuilderBase &builder, llvm::Value *a, llvm::Value *b, llvm::ArrayRef<int> mask);

} // namespace nearnative
