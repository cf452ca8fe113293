// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The lines of source files, where they can be read.
#pragma once

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>
#include <vector>

namespace irdiff {

/// Reads each file once. Files that are missing, larger than 4 MB or no regular files have no lines: findings are shown without them.
class SourceText {
public:
  /// \param number from 1. Holds as long as this object.
  std::optional<llvm::StringRef> line(llvm::StringRef path, unsigned number);
  const std::vector<llvm::StringRef> &lines(llvm::StringRef path);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> bytes;
    std::vector<llvm::StringRef> lines;
  };
  llvm::StringMap<File> files;
};

} // namespace irdiff
