// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The outer structure of a WebAssembly module: sections and function bodies as views of its bytes, so that what a pass does not change is
// copied byte for byte.
#pragma once

#include "nearnative/Result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nearnative::pipeline {

/// Section ids of the binary format that this tool looks into.
enum SectionId : uint8_t { customSection = 0, codeSection = 10 };

/// One section. All views point into the module it was parsed from.
struct Section {
  uint8_t id = 0;
  std::string_view whole;   ///< header and content
  std::string_view content; ///< without id and size
  std::string_view name;    ///< of a custom section, else empty
};

/// Splits a module. Errors: not a core module, a section that runs past the end, a bad custom name.
Result<std::vector<Section>> parseSections(std::string_view module);

/// Magic, version and the sections in order.
std::string joinSections(const std::vector<Section> &sections);

/// One entry of the code section.
struct FunctionBody {
  std::string_view whole;   ///< size and content
  std::string_view content; ///< declarations of locals and instructions
};

/// Splits the content of a code section. Errors: truncated.
Result<std::vector<FunctionBody>> parseCode(std::string_view content);

/// Reads an unsigned LEB128 of at most 32 bits from the front of `bytes` and removes it. Errors: truncated, too long.
Result<uint32_t> takeLeb(std::string_view &bytes);

/// Appends `value` as a minimal unsigned LEB128.
void appendLeb(std::string &out, uint32_t value);

/// A section with a new content: id, minimal size, content.
std::string encodeSection(uint8_t id, std::string_view content);

/// True for custom sections that say something about code offsets, which any change of code makes false: DWARF, source maps, branch hints.
bool describesCodeOffsets(const Section &section);

/// Puts the custom sections of `output` where the sections of the same name stand in `input` (a tool such as wasm-opt moves them to the
/// end), with the input's bytes where `keepBytes` names the section.
std::string restoreCustomSections(const std::vector<Section> &input, const std::vector<Section> &output,
                                  const std::vector<std::string_view> &keepBytes);

} // namespace nearnative::pipeline
