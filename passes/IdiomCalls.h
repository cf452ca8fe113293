// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Operations with a Wasm vector instruction but no LLVM operation that survives the vectorizers: between their start and their end they
// stand in the IR as calls of small functions whose vector forms the vectorizers know; see IdiomCalls.cpp.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/IRBuilder.h"

namespace llvm {
class CallInst;
class Loop;
} // namespace llvm

namespace nearnative {

enum class Idiom {
  /// i16 (i16 a, i16 b): (a * b + 2^14) >> 15, saturated; i16x8.q15mulr_sat_s.
  roundedProduct15,
  /// i8 (i64 low, i64 high, i8 index): byte `index` (0 to 15) of the 16 bytes low, high, which do not vary in a loop; i8x16.swizzle.
  lookup16,
  /// i32 (i32 a, i32 b, i64 addend, i64 shift): the high word of (a * b + addend) << shift; addend and shift do not vary in a loop.
  highProduct,
  /// i32 (i32 a, i32 amount): a << amount, a >> amount (arithmetic); the amount does not vary in a loop. LLVM would draw two of them that a
  /// select chooses from into one with different amounts per lane, for which Wasm has no instruction.
  shiftLeft,
  shiftRight,
  /// i32 (i16 a, i16 b, i16 c, i16 d): a * b + c * d; i32x4.dot_i16x8_s of interleaved lanes. LLVM would widen the factors.
  productSum,
};

/// The call of the idiom on scalars, without side effects.
llvm::CallInst *createIdiomCall(llvm::IRBuilderBase &builder, Idiom idiom, llvm::ArrayRef<llvm::Value *> arguments);

/// Whether `call` is a scalar call of `idiom`.
bool isIdiomCall(const llvm::CallInst &call, Idiom idiom);

/// Whether the function is one of these, scalar or vector: for cost models, cheap and with a vector form of every width from 4 to 32.
bool isIdiomFunction(const llvm::Function &function);

/// The width that suits what the vectorizer left of a loop with scalar idiom calls; 0 if it has none, or values other than integers.
unsigned remainderWidth(const llvm::Loop &loop);

/// Replaces all idiom calls of `function` by instructions and intrinsics. Returns whether there were any.
bool expandIdiomCalls(llvm::Function &function);

} // namespace nearnative
