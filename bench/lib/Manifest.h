// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What wasm-bench needs of a corpus manifest (docs/formats.md).
#pragma once

#include "nearnative/Result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nearnative {

/// The element types of buffers and return values.
enum class ElementType { i8, u8, i16, u16, i32, u32, i64, f32, f64 };

/// `i8`, `f32`, …; nothing for another word.
std::optional<ElementType> elementTypeNamed(std::string_view name);
size_t bytesOf(ElementType type);
bool isFloat(ElementType type);

enum class ProblemSize { small = 0, large = 1 };
std::string_view nameOf(ProblemSize size);

/// |a - b| <= absolute + relative * |b|
struct Tolerance {
  double relative = 0;
  double absolute = 0;
};

/// One output of an entry: an out buffer or the return value.
struct Output {
  std::string name;
  ElementType type;
  std::map<ProblemSize, uint64_t> count;
};

struct Entry {
  std::string name;
  std::string group;
  std::vector<Output> outputs; ///< in the order of the driver: out buffers, then the return value
  std::map<ProblemSize, int64_t> elements;
  bool specialValues = false;
  bool valueChangingFlags = false;
  Tolerance tolerance;
  bool yardstick = false;
  std::vector<std::string> passes; ///< those meant to close its gap
  std::optional<std::string> styleOf;
  std::optional<std::string> unchecked;
  std::optional<std::string> outsideMeans;
};

struct Manifest {
  std::string name;
  std::vector<Entry> entries;
};

/// The value of an integer expression: `+ - * / ( )`, decimal numbers and names. 64 bits, division truncates.
/// Errors: not an expression, unknown name, overflow, division by zero, nesting beyond 100.
Result<int64_t> evaluate(std::string_view expression, const std::map<std::string, int64_t, std::less<>> &names);

/// Reads and checks a manifest. Errors name the file, the entry and the key.
Result<Manifest> readManifest(const std::filesystem::path &path);

/// The same from a parsed document; `where` stands in front of the messages.
Result<Manifest> parseManifest(const nlohmann::json &document, const std::string &where);

} // namespace nearnative
