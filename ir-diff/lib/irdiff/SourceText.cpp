// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/SourceText.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace irdiff {

namespace {

constexpr uint64_t largestFile = 4 << 20;

std::unique_ptr<MemoryBuffer> read(StringRef path) {
  // Never open what is no regular file: reading a pipe would wait.
  sys::fs::file_status status;
  if (path.empty() || path.contains('\0') || sys::fs::status(path, status) || status.type() != sys::fs::file_type::regular_file ||
      status.getSize() > largestFile)
    return nullptr;
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false, /*IsVolatile=*/true);
  return buffer ? std::move(*buffer) : nullptr;
}

} // namespace

ArrayRef<StringRef> SourceText::lines(StringRef path) const {
  const auto [entry, isNew] = files.try_emplace(path);
  File &file = entry->second;
  if (isNew)
    file.text = read(path);
  if (isNew && file.text)
    for (StringRef rest = file.text->getBuffer(); !rest.empty();) {
      StringRef line;
      std::tie(line, rest) = rest.split('\n');
      line.consume_back("\r");
      file.lines.push_back(line);
    }
  return file.lines;
}

std::optional<StringRef> SourceText::line(StringRef path, unsigned number) const {
  const ArrayRef<StringRef> all = lines(path);
  if (number == 0 || number > all.size())
    return std::nullopt;
  return all[number - 1];
}

} // namespace irdiff
