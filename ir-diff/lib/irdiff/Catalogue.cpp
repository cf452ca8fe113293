// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Catalogue.h"

#include "llvm/ADT/STLExtras.h"

#include <vector>

using namespace llvm;

namespace irdiff {

namespace {

struct File {
  StringRef id, text;
};

// Made by CMake from the folder: `files`, in the order of their IDs.
#include "CausePages.inc"

/// A page begins `# ID: title`, an empty line, and one paragraph that says what to do.
CausePage parse(const File &file) {
  const auto [heading, rest] = file.text.split('\n');
  CausePage page;
  page.id = file.id;
  page.title = heading.split(": ").second.trim();
  page.remedy = rest.ltrim('\n').split('\n').first.trim();
  page.text = file.text;
  return page;
}

} // namespace

ArrayRef<CausePage> catalogue() {
  static const std::vector<CausePage> pages = [] {
    std::vector<CausePage> result;
    for (const File &file : files)
      result.push_back(parse(file));
    return result;
  }();
  return pages;
}

const CausePage *findCause(StringRef id) {
  const auto found = find_if(catalogue(), [&](const CausePage &page) { return page.id.equals_insensitive(id); });
  return found == catalogue().end() ? nullptr : found;
}

} // namespace irdiff
