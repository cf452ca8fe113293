// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Sections.h"

#include <algorithm>
#include <map>

namespace nearnative::pipeline {

namespace {

constexpr std::string_view magic("\0asm", 4);
constexpr std::string_view coreVersion("\1\0\0\0", 4);

std::string atOffset(size_t offset) { return " at byte " + std::to_string(offset); }

} // namespace

Result<uint32_t> takeLeb(std::string_view &bytes) {
  uint64_t value = 0;
  for (unsigned index = 0; index < 5; ++index) {
    if (index >= bytes.size())
      return failure("truncated number");
    const auto byte = static_cast<uint8_t>(bytes[index]);
    value |= static_cast<uint64_t>(byte & 0x7f) << (7 * index);
    if (!(byte & 0x80)) {
      if (value > UINT32_MAX)
        return failure("number above 32 bits");
      bytes.remove_prefix(index + 1);
      return static_cast<uint32_t>(value);
    }
  }
  return failure("number longer than 5 bytes");
}

void appendLeb(std::string &out, uint32_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

Result<std::vector<Section>> parseSections(std::string_view module) {
  if (module.size() < 8 || !module.starts_with(magic))
    return failure("not a WebAssembly module (it must begin with the bytes 00 61 73 6d)");
  if (module.substr(4, 4) != coreVersion) {
    if (module[6] == 1)
      return failure("a WebAssembly component; give the core module inside it");
    return failure("WebAssembly binary version " + std::to_string(static_cast<uint8_t>(module[4])) + "; only version 1 is known");
  }
  std::vector<Section> sections;
  std::string_view rest = module.substr(8);
  while (!rest.empty()) {
    const char *start = rest.data();
    const size_t offset = static_cast<size_t>(start - module.data());
    Section section;
    section.id = static_cast<uint8_t>(rest.front());
    rest.remove_prefix(1);
    const auto size = takeLeb(rest);
    if (!size)
      return failure(size.error().message + " in the header of the section" + atOffset(offset));
    if (*size > rest.size())
      return failure("the section" + atOffset(offset) + " needs " + std::to_string(*size) + " bytes and the file has " +
                     std::to_string(rest.size()) + " (truncated?)");
    section.content = rest.substr(0, *size);
    rest.remove_prefix(*size);
    section.whole = std::string_view(start, static_cast<size_t>(rest.data() - start));
    if (section.id == customSection) {
      std::string_view content = section.content;
      const auto length = takeLeb(content);
      if (!length || *length > content.size())
        return failure("the custom section" + atOffset(offset) + " has a truncated name");
      section.name = content.substr(0, *length);
    }
    sections.push_back(section);
  }
  return sections;
}

std::string joinSections(const std::vector<Section> &sections) {
  std::string module(magic);
  module += coreVersion;
  for (const Section &section : sections)
    module += section.whole;
  return module;
}

Result<std::vector<FunctionBody>> parseCode(std::string_view content) {
  const auto count = takeLeb(content);
  if (!count)
    return failure(count.error().message + " in the code section");
  std::vector<FunctionBody> bodies;
  for (uint32_t index = 0; index < *count; ++index) {
    const char *start = content.data();
    const auto size = takeLeb(content);
    if (!size || *size > content.size())
      return failure("the code section ends inside function body " + std::to_string(index));
    FunctionBody body;
    body.content = content.substr(0, *size);
    content.remove_prefix(*size);
    body.whole = std::string_view(start, static_cast<size_t>(content.data() - start));
    bodies.push_back(body);
  }
  if (!content.empty())
    return failure("bytes after the last function body of the code section");
  return bodies;
}

std::string encodeSection(uint8_t id, std::string_view content) {
  std::string bytes(1, static_cast<char>(id));
  appendLeb(bytes, static_cast<uint32_t>(content.size()));
  bytes += content;
  return bytes;
}

bool describesCodeOffsets(const Section &section) {
  return section.id == customSection && (section.name.starts_with(".debug_") || section.name == "sourceMappingURL" ||
                                         section.name == "external_debug_info" || section.name.starts_with("metadata.code."));
}

std::string restoreCustomSections(const std::vector<Section> &input, const std::vector<Section> &output,
                                  const std::vector<std::string_view> &keepBytes) {
  // The place of a custom section: behind that many known sections. Known sections that the other tool dropped or added are told apart by
  // id.
  struct Custom {
    Section section;
    size_t order; // among the input's custom sections; new ones come last
    int anchor;   // id of the last known section before it, -1 for none
  };
  // Ids do not grow in file order: tag (13) stands before global (6), data count (12) before code (10).
  const auto rank = [](int id) { return id == 13 ? 55 : id == 12 ? 95 : id * 10; };

  std::map<std::string_view, std::vector<Custom>> places;
  int anchor = -1;
  size_t order = 0;
  for (const Section &section : input) {
    if (section.id != customSection)
      anchor = rank(section.id);
    else
      places[section.name].push_back({section, order++, anchor});
  }

  std::vector<Custom> customs;
  std::vector<Section> known;
  std::map<std::string_view, size_t> seen;
  for (const Section &section : output) {
    if (section.id != customSection) {
      known.push_back(section);
      continue;
    }
    const auto place = places.find(section.name);
    const size_t occurrence = seen[section.name]++;
    if (place == places.end() || occurrence >= place->second.size()) {
      customs.push_back({section, order++, rank(UINT8_MAX)});
      continue;
    }
    Custom custom = place->second[occurrence];
    if (std::find(keepBytes.begin(), keepBytes.end(), section.name) == keepBytes.end())
      custom.section = section;
    customs.push_back(custom);
  }
  std::sort(customs.begin(), customs.end(), [](const Custom &a, const Custom &b) { return a.order < b.order; });

  std::vector<Section> merged;
  size_t next = 0;
  for (const Section &section : known) {
    while (next < customs.size() && customs[next].anchor < rank(section.id))
      merged.push_back(customs[next++].section);
    merged.push_back(section);
  }
  while (next < customs.size())
    merged.push_back(customs[next++].section);
  return joinSections(merged);
}

} // namespace nearnative::pipeline
