// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Source positions that compare equal across two modules.
#pragma once

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/DebugInfoMetadata.h"

#include <cstdint>
#include <string>
#include <vector>

namespace irdiff {

/// One frame of a position: where in which file. Files are compared by their last component, so that builds in different folders agree.
struct Frame {
  std::string file;
  std::string path;     ///< of the file as the compiler saw it, absolute where the debug info says the folder
  std::string function; ///< name in the debug info, without its scope
  unsigned line = 0;
  unsigned column = 0;
  unsigned functionLine = 0; ///< where that function starts

  uint64_t hash() const;
  std::string text() const; ///< file:line:column
};

/// A position with the calls it was inlined through: frames[0] is the code itself, the last one is in the function that holds it.
struct Location {
  std::vector<Frame> frames;

  /// A position with line 0 says nothing; Apache TVM, for one, writes only such.
  bool usable() const { return !frames.empty() && frames.front().line != 0; }
  uint64_t chainHash() const;
  /// Hash of the calls it was inlined through, without the code's own frame; 0 when it was not inlined.
  uint64_t inlinedAtHash() const;
};

Location locationOf(const llvm::DILocation *location);

/// Hashes of the inlined-at chain of debug locations, remembered per location: linear in the size of a module.
class LocationHashes {
public:
  /// 0 for no usable position.
  uint64_t of(const llvm::DILocation *location);

  /// The hash of the innermost frame alone, of a position that `of` gave; 0 for no position.
  uint64_t ownFrameOf(uint64_t hash) const { return ownFrames.lookup(hash); }

private:
  llvm::DenseMap<const llvm::DILocation *, uint64_t> known;
  llvm::DenseMap<uint64_t, uint64_t> ownFrames;
};

/// The path of a file, joined with its folder when it is relative.
std::string pathOf(llvm::StringRef folder, llvm::StringRef file);

/// The last component of a path, with `/` or `\` between its components.
llvm::StringRef fileName(llvm::StringRef path);

} // namespace irdiff
