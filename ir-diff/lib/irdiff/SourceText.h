// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The source files that findings name, where they are on this machine.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>
#include <vector>

namespace irdiff {

/// Reads source files when they are asked for and keeps them. A file that is missing, not a regular file or larger than 4 MB has no lines:
/// findings are often looked at on another machine than they were compiled on.
class SourceText {
public:
  /// The lines of a file, without their ends; empty when it cannot be read.
  llvm::ArrayRef<llvm::StringRef> lines(llvm::StringRef path) const;

  /// \param number from 1.
  std::optional<llvm::StringRef> line(llvm::StringRef path, unsigned number) const;

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> text; ///< null when it cannot be read
    std::vector<llvm::StringRef> lines;
  };
  mutable llvm::StringMap<File> files;
};

} // namespace irdiff
