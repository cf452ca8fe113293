// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/SourceText.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace irdiff {

const std::vector<StringRef> &SourceText::lines(StringRef path) {
  constexpr uint64_t largest = 4 << 20;
  auto [found, isNew] = files.try_emplace(path);
  File &file = found->second;
  uint64_t size = 0;
  if (!isNew || path.empty() || !sys::fs::is_regular_file(path) || sys::fs::file_size(path, size) || size > largest)
    return file.lines;
  if (auto buffer = MemoryBuffer::getFile(path)) {
    file.bytes = std::move(*buffer);
    for (StringRef rest = file.bytes->getBuffer(); !rest.empty();) {
      const auto [line, after] = rest.split('\n');
      file.lines.push_back(line.rtrim('\r'));
      rest = after;
    }
  }
  return file.lines;
}

std::optional<StringRef> SourceText::line(StringRef path, unsigned number) {
  const std::vector<StringRef> &all = lines(path);
  if (number == 0 || number > all.size())
    return std::nullopt;
  return all[number - 1];
}

} // namespace irdiff
