// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the code generators make of a loop: its instructions, spills, locals and address arithmetic, from code generation in process.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <map>
#include <string>

namespace irdiff {

struct Findings;

/// Of a loop's main part, without the loops inside it; counts are per pass.
struct GeneratedLoop {
  unsigned instructions = 0;
  unsigned vectorInstructions = 0;
  unsigned memoryAccesses = 0;         ///< Wasm: of linear memory. Native: all but spills
  unsigned spills = 0;                 ///< native: stores to and loads from spill slots
  unsigned localAccesses = 0;          ///< Wasm: local.get, local.set and local.tee
  unsigned locals = 0;                 ///< Wasm: locals of the function that the loop uses
  unsigned addressAdds = 0;            ///< Wasm: additions that only make an address and did not become its constant offset
  unsigned constantAddressAdds = 0;    ///< those of them that add a number
  unsigned globalAddressAdds = 0;      ///< those of them that add the address of a global to a computed index
  unsigned globalCounterAdds = 0;      ///< those of them that add the address of a global to a counter of the loop
  unsigned liveIntegers = 0;           ///< Wasm: locals whose value every pass needs from before the loop or from the pass before
  unsigned liveVectors = 0;            ///< the same of floating-point and vector locals, which share registers in the engines
  unsigned vectorConstants = 0;        ///< Wasm: v128.const inside the loop
  std::map<std::string, unsigned> mix; ///< instructions by mnemonic
  std::string assembly;                ///< the loop as text, one instruction or label per line
};

/// Fills in `code` of both sides of the loops at these indexes. Each function is compiled once, alone, whatever the number of its loops,
/// and in a child process: the modules do not change, and what the code generator dies of is a note. A function that cannot be compiled
/// leaves its loops without and adds to a note.
/// \pre The modules of the findings are alive.
void addGeneratedCode(Findings &findings, llvm::ArrayRef<size_t> loops);

} // namespace irdiff
