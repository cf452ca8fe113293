// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Manifest.h"

#include "nearnative/Files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace nearnative {

namespace {

using nlohmann::json;

struct TypeFacts {
  std::string_view name;
  size_t bytes;
  bool isFloat;
};

/// In the order of ElementType.
constexpr std::array<TypeFacts, 9> types{{{"i8", 1, false},
                                          {"u8", 1, false},
                                          {"i16", 2, false},
                                          {"u16", 2, false},
                                          {"i32", 4, false},
                                          {"u32", 4, false},
                                          {"i64", 8, false},
                                          {"f32", 4, true},
                                          {"f64", 8, true}}};

using Names = std::map<std::string, int64_t, std::less<>>;

/// Recursive descent over: sum = product (('+' | '-') product)*; product = unary (('*' | '/') unary)*;
/// unary = '-' unary | number | name | '(' sum ')'.
class ExpressionReader {
public:
  ExpressionReader(std::string_view text, const Names &names) : text(text), names(names) {}

  Result<int64_t> read() {
    auto value = sum(0);
    if (value && (peek() != '\0' || position < text.size()))
      return fail("is not an expression");
    return value;
  }

private:
  static constexpr int deepest = 100;

  tl::unexpected<Error> fail(const std::string &problem) const { return failure("'" + std::string(text.substr(0, 80)) + "' " + problem); }

  /// The next character that is no space; 0 at the end (and for a NUL byte, which no expression holds).
  char peek() {
    while (position < text.size() && text[position] == ' ')
      ++position;
    return position < text.size() ? text[position] : '\0';
  }

  Result<int64_t> sum(int depth) {
    auto value = product(depth);
    while (value && (peek() == '+' || peek() == '-')) {
      const bool plus = text[position++] == '+';
      auto right = product(depth);
      if (!right)
        return right;
      int64_t result;
      if (plus ? __builtin_add_overflow(*value, *right, &result) : __builtin_sub_overflow(*value, *right, &result))
        return fail("does not fit 64 bits");
      value = result;
    }
    return value;
  }

  Result<int64_t> product(int depth) {
    auto value = unary(depth);
    while (value && (peek() == '*' || peek() == '/')) {
      const bool times = text[position++] == '*';
      auto right = unary(depth);
      if (!right)
        return right;
      int64_t result;
      if (times) {
        if (__builtin_mul_overflow(*value, *right, &result))
          return fail("does not fit 64 bits");
      } else {
        if (*right == 0)
          return fail("divides by zero");
        if (*right == -1) {
          if (__builtin_sub_overflow(int64_t{0}, *value, &result))
            return fail("does not fit 64 bits");
        } else {
          result = *value / *right;
        }
      }
      value = result;
    }
    return value;
  }

  Result<int64_t> unary(int depth) {
    if (depth > deepest)
      return fail("is nested too deeply");
    const char next = peek();
    if (next == '-') {
      ++position;
      const auto value = unary(depth + 1);
      int64_t result;
      if (value && __builtin_sub_overflow(int64_t{0}, *value, &result))
        return fail("does not fit 64 bits");
      return value ? Result<int64_t>(result) : value;
    }
    if (next == '(') {
      ++position;
      auto value = sum(depth + 1);
      if (!value)
        return value;
      if (peek() != ')')
        return fail("lacks a )");
      ++position;
      return value;
    }
    if (next >= '0' && next <= '9')
      return number();
    return name();
  }

  Result<int64_t> number() {
    int64_t value = 0;
    for (; position < text.size() && text[position] >= '0' && text[position] <= '9'; ++position)
      if (__builtin_mul_overflow(value, int64_t{10}, &value) || __builtin_add_overflow(value, int64_t{text[position] - '0'}, &value))
        return fail("does not fit 64 bits");
    return value;
  }

  Result<int64_t> name() {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9'); };
    const size_t start = position;
    while (position < text.size() && letter(text[position]))
      ++position;
    if (position == start)
      return fail("is not an expression");
    const auto found = names.find(text.substr(start, position - start));
    if (found == names.end())
      return fail("uses the name '" + std::string(text.substr(start, position - start)) + "', which is not in \"sizes\"");
    return found->second;
  }

  std::string_view text;
  const Names &names;
  size_t position = 0;
};

bool isEntryName(const std::string &name) {
  if (name.empty() || name[0] == '-')
    return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

/// Reads one entry; every problem is a line that begins with `where`.
class EntryReader {
public:
  EntryReader(const json &document, std::string where) : document(document), where(std::move(where)) {}

  Result<Entry> read() {
    Entry entry;
    auto name = text(document, "name", where);
    if (!name)
      return tl::unexpected(name.error());
    if (!isEntryName(*name))
      return failure(where + ": the name '" + *name + "' must match [a-z0-9][a-z0-9-]*");
    entry.name = *name;
    where += " (" + entry.name + ")";
    auto group = text(document, "group", where);
    if (!group)
      return tl::unexpected(group.error());
    entry.group = *group;

    for (const auto &step : {&EntryReader::sizes, &EntryReader::outputs, &EntryReader::judgement, &EntryReader::relations})
      if (auto done = (this->*step)(entry); !done)
        return tl::unexpected(done.error());
    return entry;
  }

private:
  static Result<std::string> text(const json &object, const char *key, const std::string &where) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string() || found->get_ref<const std::string &>().empty())
      return failure(where + ": \"" + key + "\" must be a word");
    return found->get<std::string>();
  }

  /// The value of the expression (or plain number) at `key`, for both sizes.
  template <class Value> Result<std::map<ProblemSize, Value>> values(const json &object, const char *key, const std::string &place) const {
    const auto found = object.find(key);
    std::string expression;
    if (found != object.end() && found->is_number_integer())
      expression = found->dump();
    else if (found != object.end() && found->is_string())
      expression = found->get<std::string>();
    else
      return failure(place + ": \"" + key + "\" must be an expression");
    std::map<ProblemSize, Value> result;
    for (const auto &[size, names] : parameters) {
      const auto value = evaluate(expression, names);
      if (!value)
        return failure(place + ", \"" + key + "\": " + value.error().message);
      if (*value < 0 || *value > INT64_C(1) << 40)
        return failure(place + ", \"" + key + "\": " + std::to_string(*value) + " is no sensible count");
      result[size] = static_cast<Value>(*value);
    }
    return result;
  }

  Result<void> sizes(Entry &entry) {
    const auto found = document.find("sizes");
    if (found == document.end() || !found->is_object())
      return failure(where + ": \"sizes\" must have \"small\" and \"large\"");
    for (const ProblemSize size : {ProblemSize::small, ProblemSize::large}) {
      const auto one = found->find(std::string(nameOf(size)));
      if (one == found->end() || !one->is_object())
        return failure(where + ": \"sizes\" must have \"small\" and \"large\"");
      parameters[size]; // also when there are none to name
      for (const auto &[key, value] : one->items()) {
        if (!value.is_number_integer())
          return failure(where + ": size \"" + key + "\" must be a whole number");
        parameters[size][key] = value.get<int64_t>();
      }
    }
    auto elements = values<int64_t>(document, "elements", where);
    if (!elements)
      return tl::unexpected(elements.error());
    entry.elements = *elements;
    return {};
  }

  Result<void> outputs(Entry &entry) {
    const auto arguments = document.find("arguments");
    if (arguments == document.end() || !arguments->is_array())
      return failure(where + ": \"arguments\" must be a list");
    for (const json &argument : *arguments) {
      const std::string place = where + ", argument " + std::to_string(&argument - &arguments->front() + 1);
      if (!argument.is_object())
        return failure(place + " must be an object");
      if (!argument.contains("buffer"))
        continue; // scalars are the driver's business
      auto role = text(argument, "role", place);
      if (!role)
        return tl::unexpected(role.error());
      if (*role == "in")
        continue;
      if (*role != "out")
        return failure(place + ": \"role\" is \"in\" or \"out\"");
      auto name = text(argument, "buffer", place);
      auto type = outputType(argument, "type", place);
      auto count = values<uint64_t>(argument, "count", place);
      if (!name || !type || !count)
        return tl::unexpected(!name ? name.error() : !type ? type.error() : count.error());
      entry.outputs.push_back({*name, *type, *count});
    }
    if (document.contains("returns") && !document["returns"].is_null()) {
      auto type = outputType(document, "returns", where);
      if (!type)
        return tl::unexpected(type.error());
      entry.outputs.push_back({"the return value", *type, {{ProblemSize::small, 1}, {ProblemSize::large, 1}}});
    }
    if (entry.outputs.empty())
      return failure(where + " has no output to compare: give it an out buffer or \"returns\"");
    return {};
  }

  static Result<ElementType> outputType(const json &object, const char *key, const std::string &place) {
    auto name = text(object, key, place);
    if (!name)
      return tl::unexpected(name.error());
    const auto type = elementTypeNamed(*name);
    if (!type)
      return failure(place + ": unknown type '" + *name + "' in \"" + key + "\"");
    return *type;
  }

  Result<void> judgement(Entry &entry) {
    for (const auto &[key, target] :
         {std::pair{"special_values", &entry.specialValues}, {"value_changing_flags", &entry.valueChangingFlags}}) {
      const auto found = document.find(key);
      if (found == document.end())
        continue;
      if (!found->is_boolean())
        return failure(where + ": \"" + key + "\" is true or false");
      *target = found->get<bool>();
    }
    const auto tolerance = document.find("tolerance");
    if (tolerance == document.end())
      return {};
    if (!tolerance->is_object())
      return failure(where + ": \"tolerance\" has \"relative\" and \"absolute\"");
    for (const auto &[key, value] : tolerance->items()) {
      if ((key != "relative" && key != "absolute") || !value.is_number() || !(value.get<double>() >= 0) || std::isinf(value.get<double>()))
        return failure(where + ": \"tolerance\" has \"relative\" and \"absolute\", numbers that are not negative");
      (key == "relative" ? entry.tolerance.relative : entry.tolerance.absolute) = value.get<double>();
    }
    return {};
  }

  Result<void> relations(Entry &entry) {
    entry.yardstick = document.contains("yardstick");
    if (const auto passes = document.find("passes"); passes != document.end()) {
      if (!passes->is_array() || !std::ranges::all_of(*passes, [](const json &pass) { return pass.is_string(); }))
        return failure(where + ": \"passes\" must be a list of strings");
      entry.passes = passes->get<std::vector<std::string>>();
    }
    for (const auto &[key, target] :
         {std::pair{"unchecked", &entry.unchecked}, {"outside_means", &entry.outsideMeans}, {"style_of", &entry.styleOf}}) {
      if (!document.contains(key) || document[key].is_null())
        continue;
      auto value = text(document, key, where);
      if (!value)
        return tl::unexpected(value.error());
      *target = *value;
    }
    return {};
  }

  const json &document;
  std::string where;
  std::map<ProblemSize, Names> parameters;
};

} // namespace

std::optional<ElementType> elementTypeNamed(std::string_view name) {
  for (size_t i = 0; i < types.size(); ++i)
    if (types[i].name == name)
      return static_cast<ElementType>(i);
  return std::nullopt;
}

size_t bytesOf(ElementType type) { return types[static_cast<size_t>(type)].bytes; }

bool isFloat(ElementType type) { return types[static_cast<size_t>(type)].isFloat; }

std::string_view nameOf(ProblemSize size) { return size == ProblemSize::small ? "small" : "large"; }

Result<int64_t> evaluate(std::string_view expression, const Names &names) { return ExpressionReader(expression, names).read(); }

Result<Manifest> parseManifest(const json &document, const std::string &where) {
  Manifest manifest;
  const auto name = document.find("name");
  if (name == document.end() || !name->is_string() || !isEntryName(*name))
    return failure(where + ": \"name\" must match [a-z0-9][a-z0-9-]*");
  manifest.name = *name;
  const auto entries = document.find("entries");
  if (entries == document.end() || !entries->is_array() || entries->empty())
    return failure(where + ": \"entries\" must be a list with at least one entry");
  std::set<std::string> known;
  for (const json &item : *entries) {
    const std::string place = where + ": entry " + std::to_string(manifest.entries.size() + 1);
    if (!item.is_object())
      return failure(place + " must be an object");
    auto entry = EntryReader(item, place).read();
    if (!entry)
      return tl::unexpected(entry.error());
    if (!known.insert(entry->name).second)
      return failure(place + ": the name '" + entry->name + "' is there twice");
    manifest.entries.push_back(std::move(*entry));
  }
  return manifest;
}

Result<Manifest> readManifest(const std::filesystem::path &path) {
  auto document = readJson(path, "nearnative-corpus-1");
  if (!document)
    return tl::unexpected(document.error());
  return parseManifest(*document, path.string());
}

} // namespace nearnative
