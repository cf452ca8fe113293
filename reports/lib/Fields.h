// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One list of fields per structure (`FieldsOf<T>::list`), used in both directions: reading JSON that somebody else wrote, with an error
// that says where it is wrong, and writing it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace nearnative::report {

/// A structure lists its fields in a specialisation: `static constexpr auto list = std::make_tuple(required("name", &T::name), ...);`
template <class T> struct FieldsOf;

template <class Owner, class T> struct Field {
  const char *key;
  T Owner::*member;
  bool isRequired;
};

/// The member must be there.
template <class Owner, class T> constexpr Field<Owner, T> required(const char *key, T Owner::*member) { return {key, member, true}; }
/// The member may be absent or null: the structure's default stays.
template <class Owner, class T> constexpr Field<Owner, T> maybe(const char *key, T Owner::*member) { return {key, member, false}; }

/// Reads JSON values into structures; the first mistake is kept in `error()`, as "rows[3].median_ns is not a number".
class FieldReader {
public:
  template <class T> bool read(const nlohmann::json &json, T &value) {
    if (!json.is_object())
      return fail("is not an object");
    return std::apply([&](const auto &...field) { return (readField(json, value, field) && ...); }, FieldsOf<T>::list);
  }
  template <class T> bool read(const nlohmann::json &json, std::vector<T> &values) {
    if (!json.is_array())
      return fail("is not a list");
    values.resize(json.size());
    for (size_t index = 0; index < json.size(); ++index)
      if (!readAt("[" + std::to_string(index) + "]", json[index], values[index]))
        return false;
    return true;
  }
  template <class T> bool read(const nlohmann::json &json, std::map<std::string, T> &values) {
    if (!json.is_object())
      return fail("is not an object");
    for (const auto &[key, member] : json.items())
      if (!readAt("." + key, member, values[key]))
        return false;
    return true;
  }
  template <class T> bool read(const nlohmann::json &json, std::optional<T> &value) {
    if (json.is_null()) {
      value.reset();
      return true;
    }
    return read(json, value.emplace());
  }
  bool read(const nlohmann::json &json, std::string &value) {
    if (!json.is_string())
      return fail("is not a string");
    value = json.get<std::string>();
    return true;
  }
  bool read(const nlohmann::json &json, bool &value) {
    if (!json.is_boolean())
      return fail("is not true or false");
    value = json.get<bool>();
    return true;
  }
  bool read(const nlohmann::json &json, double &value) {
    if (!json.is_number())
      return fail("is not a number");
    value = json.get<double>();
    return std::isfinite(value) || fail("is not a finite number");
  }
  bool read(const nlohmann::json &json, uint64_t &value) {
    if (!json.is_number_unsigned())
      return fail("is not a whole number of at least 0");
    value = json.get<uint64_t>();
    return true;
  }
  /// Free-form members are written again, level by level: more levels than anybody means would overflow the stack then.
  bool read(const nlohmann::json &json, nlohmann::json &value) {
    if (isDeeperThan(json, 32))
      return fail("is nested more than 32 levels deep");
    value = json;
    return true;
  }

  const std::string &error() const { return message; }

private:
  static bool isDeeperThan(const nlohmann::json &json, int levels) {
    return json.is_structured() &&
           (levels == 0 || std::any_of(json.begin(), json.end(), [&](const auto &member) { return isDeeperThan(member, levels - 1); }));
  }
  template <class Owner, class T> bool readField(const nlohmann::json &json, Owner &owner, const Field<Owner, T> &field) {
    const auto found = json.find(field.key);
    if (found == json.end() || (found->is_null() && !field.isRequired))
      return !field.isRequired || fail("has no \"" + std::string(field.key) + "\"");
    return readAt("." + std::string(field.key), *found, owner.*(field.member));
  }
  template <class T> bool readAt(const std::string &step, const nlohmann::json &json, T &value) {
    const size_t length = path.size();
    path += step;
    const bool good = read(json, value);
    path.resize(length);
    return good;
  }
  bool fail(const std::string &what) {
    const std::string where = path.empty() ? "the file" : path.front() == '.' ? path.substr(1) : path;
    message = where + " " + what;
    return false;
  }

  std::string path;
  std::string message;
};

/// The JSON form of a value; an empty optional is null.
template <class T> nlohmann::json toJson(const T &value);

namespace detail {
template <class T> nlohmann::json convert(const std::vector<T> &values) {
  auto json = nlohmann::json::array();
  for (const auto &value : values)
    json.push_back(toJson(value));
  return json;
}
template <class T> nlohmann::json convert(const std::map<std::string, T> &values) {
  auto json = nlohmann::json::object();
  for (const auto &[key, value] : values)
    json[key] = toJson(value);
  return json;
}
template <class T> nlohmann::json convert(const std::optional<T> &value) { return value ? toJson(*value) : nlohmann::json(nullptr); }
template <class T> nlohmann::json convert(const T &value) {
  if constexpr (requires { FieldsOf<T>::list; }) {
    auto json = nlohmann::json::object();
    std::apply([&](const auto &...field) { ((json[field.key] = toJson(value.*(field.member))), ...); }, FieldsOf<T>::list);
    return json;
  } else {
    return value;
  }
}
} // namespace detail

template <class T> nlohmann::json toJson(const T &value) { return detail::convert(value); }

} // namespace nearnative::report
