// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a pair of loops amounts to.
#pragma once

#include "irdiff/Align.h"
#include "irdiff/Cost.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace irdiff {

/// Worst first: the order of the text output.
enum class Verdict { Lost, InNameOnly, LaneEmulated, MissingIdiom, Narrow, BothScalar, Unmatched, Better, Parity };

llvm::StringRef nameOf(Verdict verdict);
llvm::StringRef nameOf(LoopState state);
llvm::StringRef nameOf(Vectorizer vectorizer);
llvm::StringRef nameOf(AlignedBy by);

struct Judgement {
  Verdict verdict = Verdict::Parity;
  std::string reason;            ///< one short sentence
  unsigned comparedInFlight = 0; ///< native elements in flight at Wasm's 128 bits; what Wasm is held against
  Gap gap;
  bool nativeIsWider = false; ///< native vectors are wider than 128 bits: the rest of the gap is the ISA's
};

/// \param nativeVectorBits width of the native side's vector registers.
Judgement judge(const LoopPair &pair, unsigned nativeVectorBits);

} // namespace irdiff
