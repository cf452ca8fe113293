// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Location.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace irdiff {

namespace {

uint64_t combine(uint64_t a, uint64_t b) {
  const uint64_t both[2] = {a, b};
  return xxh3_64bits(ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(both), sizeof both));
}

uint64_t frameHash(StringRef file, unsigned line, unsigned column) { return combine(xxh3_64bits(file), (uint64_t(line) << 32) | column); }

uint64_t hashFrom(ArrayRef<Frame> frames) {
  uint64_t hash = 0;
  for (size_t i = frames.size(); i-- > 0;)
    hash = combine(frames[i].hash(), hash);
  return hash;
}

} // namespace

StringRef fileName(StringRef path) {
  const size_t slash = path.find_last_of("/\\");
  return slash == StringRef::npos ? path : path.substr(slash + 1);
}

std::string pathOf(StringRef folder, StringRef file) {
  if (file.empty() || folder.empty() || sys::path::is_absolute(file))
    return file.str();
  SmallString<128> path = folder;
  sys::path::append(path, file);
  return path.str().str();
}

uint64_t Frame::hash() const { return frameHash(file, line, column); }

std::string Frame::text() const { return file + ":" + std::to_string(line) + ":" + std::to_string(column); }

uint64_t Location::chainHash() const { return hashFrom(frames); }

uint64_t Location::inlinedAtHash() const { return hashFrom(ArrayRef<Frame>(frames).drop_front(frames.empty() ? 0 : 1)); }

Location locationOf(const DILocation *location) {
  Location result;
  for (; location; location = location->getInlinedAt()) {
    Frame frame;
    frame.file = fileName(location->getFilename()).str();
    frame.path = pathOf(location->getDirectory(), location->getFilename());
    frame.line = location->getLine();
    frame.column = location->getColumn();
    if (const DISubprogram *subprogram = location->getScope()->getSubprogram()) {
      frame.function = subprogram->getName().str();
      frame.functionLine = subprogram->getLine();
    }
    result.frames.push_back(std::move(frame));
  }
  return result;
}

uint64_t LocationHashes::of(const DILocation *location) {
  if (!location || location->getLine() == 0)
    return 0;
  // Innermost first, until a chain that is known; then back, remembering each.
  SmallVector<const DILocation *, 8> pending;
  uint64_t hash = 0;
  for (const DILocation *at = location; at; at = at->getInlinedAt()) {
    if (const auto found = known.find(at); found != known.end()) {
      hash = found->second;
      break;
    }
    pending.push_back(at);
  }
  while (!pending.empty()) {
    const DILocation *at = pending.pop_back_val();
    const uint64_t own = frameHash(fileName(at->getFilename()), at->getLine(), at->getColumn());
    hash = combine(own, hash);
    ownFrames[hash] = own;
    known[at] = hash;
  }
  return hash;
}

} // namespace irdiff
