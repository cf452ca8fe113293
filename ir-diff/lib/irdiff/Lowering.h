// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What becomes of an IR instruction on its target: a vector instruction, a call per lane, scalar code per lane. Asked of LLVM's own target
// tables, so that the answer is right for the features each function is compiled with.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/CodeGenTypes/MachineValueType.h"
#include "llvm/IR/Instruction.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Triple.h"

#include <memory>
#include <string>
#include <utility>

namespace llvm {
class CallBase;
class Function;
class IntrinsicInst;
class TargetLowering;
} // namespace llvm

namespace irdiff {

enum class Fate {
  Inline,     ///< instructions of the target, on whole vectors where the IR has vectors
  PerLane,    ///< a vector operation taken apart into lanes, without calls
  CallPerLane ///< a call of the C library, one per lane
};

class Lowering {
public:
  /// A target that this LLVM was not built with is judged without its tables: then everything counts as Inline.
  explicit Lowering(const llvm::Triple &triple);
  ~Lowering();

  /// The functions asked about next; their features decide.
  void enter(const llvm::Function &function);

  /// Must not be asked of a call of an unknown function: that is a call on every target.
  Fate fateOf(const llvm::Instruction &instruction) const;

  /// In how many memory accesses or registers a value of this type is handled.
  unsigned registersFor(llvm::Type *type) const;

  /// Bits of the target's widest vector register, 0 without vectors.
  unsigned vectorBits() const { return registerBits; }

  /// The call of a library function that the target has an instruction for (`sqrtf`, `floorf` when errno does not matter).
  bool isInstruction(const llvm::CallBase &call) const;

  /// One line when the target is unknown, else empty.
  const std::string &note() const { return unknownTarget; }

  const llvm::Triple &target() const { return triple; }

private:
  /// In how many parts of which machine type the target handles a type.
  std::pair<unsigned, llvm::MVT> legalize(llvm::Type *type) const;
  bool costsLessThanCalls(const llvm::IntrinsicInst &intrinsic) const;
  bool supports(unsigned operation, llvm::Type *type) const;
  Fate fateOfOperation(unsigned operation, llvm::Type *type, bool scalarIsCall, bool vectorCodeExists) const;

  llvm::Triple triple;
  std::unique_ptr<llvm::TargetMachine> machine;
  const llvm::TargetLowering *lowering = nullptr;
  unsigned registerBits = 0;
  std::string unknownTarget;
};

} // namespace irdiff
