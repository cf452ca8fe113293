// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads IR files. LLVM's reader may crash on hostile bytes: call it under Guard.h.
#pragma once

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/TargetParser/Triple.h"

#include <memory>
#include <string>
#include <vector>

namespace irdiff {

/// Makes LLVM's targets known; without it every target counts as unknown.
void initializeTargets();

/// Reads LLVM assembly or bitcode. Errors, each one line that begins with the file: missing, not IR, truncated, of a newer LLVM, not valid.
llvm::Expected<std::unique_ptr<llvm::Module>> readModule(llvm::StringRef path, llvm::LLVMContext &context);

/// The same for what is in memory already; the buffer's name stands for the file. \pre a 0 follows the buffer.
llvm::Expected<std::unique_ptr<llvm::Module>> readModule(llvm::MemoryBufferRef buffer, llvm::LLVMContext &context);

/// Error, one line that begins with the file: it is a device, which may never end.
llvm::Error refuseDevice(llvm::StringRef path);

/// The modules of one side; several files form one program.
struct Program {
  std::vector<std::string> files;
  std::vector<std::unique_ptr<llvm::Module>> modules; ///< as many as files, never null

  /// Of the first module that names its target; empty when none does.
  llvm::Triple triple() const;
};

/// That all modules of the first program are for one native target and all of the second one for Wasm. Empty modules without a triple are
/// let through. Errors are one line that names the file.
llvm::Error checkSides(const Program &native, const Program &wasm);

} // namespace irdiff
