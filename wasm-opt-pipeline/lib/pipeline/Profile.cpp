// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Profile.h"

#include "nearnative/Files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace nearnative::pipeline {

namespace {

using nlohmann::json;

constexpr std::string_view schema = "nearnative-profiles-1";
constexpr std::string_view constHoistName = "v128-const-hoist";

constexpr std::string_view embeddedProfiles =
#include "profiles.inc"
    ;

Result<Step> parseWasmOpt(const json &step) {
  const json &arguments = step["wasm-opt"];
  if (step.size() != 1 || !arguments.is_array())
    return failure("\"wasm-opt\" is a list of its arguments and has no other members beside it");
  WasmOptStep parsed;
  for (const json &argument : arguments) {
    if (!argument.is_string())
      return failure("an argument of \"wasm-opt\" is not a string");
    const std::string text = argument.get<std::string>();
    if (text == "-o" || text.starts_with("--output"))
      return failure("\"wasm-opt\" may not be given " + text + ": the pipeline names the output");
    parsed.arguments.push_back(text);
  }
  return parsed;
}

Result<unsigned> parseNumber(const std::string &key, const json &value) {
  constexpr unsigned largest = 1000;
  if (!value.is_number_unsigned() || value.get<uint64_t>() > largest)
    return failure("\"" + key + "\" must be a whole number from 0 to " + std::to_string(largest));
  return value.get<unsigned>();
}

Result<Step> parsePass(const json &step) {
  if (step["pass"] != constHoistName)
    return failure("unknown pass " + step["pass"].dump(-1, ' ', true, json::error_handler_t::replace) + "; there is " +
                   std::string(constHoistName));
  ConstHoistStep parsed;
  for (const auto &[key, value] : step.items()) {
    if (key == "pass")
      continue;
    if (key != "registers" && key != "minimum-uses")
      return failure(std::string(constHoistName) + " has no option \"" + key + "\"; it has registers and minimum-uses");
    const auto number = parseNumber(key, value);
    if (!number)
      return tl::unexpected(number.error());
    (key == "registers" ? parsed.options.registers : parsed.options.minimumUses) = *number;
  }
  return parsed;
}

Result<Profile> parseProfile(const std::string &name, const json &document) {
  const auto wrong = [&](const std::string &what) { return failure("profile \"" + name + "\": " + what); };
  if (!document.is_object() || !document.contains("steps") || !document["steps"].is_array())
    return wrong("needs a list \"steps\"");
  Profile profile;
  profile.name = name;
  for (const auto &[key, value] : document.items()) {
    if (key == "steps")
      continue;
    if (key != "description" || !value.is_string())
      return wrong("only \"description\" (a string) and \"steps\" are known, not \"" + key + "\"");
    profile.description = value.get<std::string>();
  }
  for (const json &step : document["steps"]) {
    if (!step.is_object() || step.contains("wasm-opt") == step.contains("pass"))
      return wrong("a step is {\"wasm-opt\": [arguments]} or {\"pass\": \"" + std::string(constHoistName) + "\"}");
    auto parsed = step.contains("pass") ? parsePass(step) : parseWasmOpt(step);
    if (!parsed)
      return wrong(parsed.error().message);
    profile.steps.push_back(std::move(*parsed));
  }
  return profile;
}

std::string namesOf(const std::vector<Profile> &profiles) {
  std::string names;
  for (const Profile &profile : profiles)
    names += (names.empty() ? "" : ", ") + profile.name;
  return names;
}

} // namespace

std::string stepName(const Step &step) {
  const auto *wasmOpt = std::get_if<WasmOptStep>(&step);
  if (!wasmOpt)
    return std::string(constHoistName);
  std::string name = "wasm-opt";
  for (const std::string &argument : wasmOpt->arguments)
    name += " " + argument;
  return name;
}

Result<std::vector<Profile>> parseProfiles(std::string_view text) {
  // ordered_json keeps the order in which a file lists its profiles.
  const auto document = nlohmann::ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded())
    return failure("not JSON (truncated?)");
  if (!document.is_object() || !document.contains("schema") || document["schema"] != schema)
    return failure("its \"schema\" must be \"" + std::string(schema) + "\"");
  if (document.size() != 2 || !document.contains("profiles") || !document["profiles"].is_object())
    return failure("beside \"schema\" it must have \"profiles\", an object, and nothing else");
  std::vector<Profile> profiles;
  for (const auto &[name, value] : document["profiles"].items()) {
    auto profile = parseProfile(name, json(value));
    if (!profile)
      return tl::unexpected(profile.error());
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

Result<std::vector<Profile>> builtInProfiles() { return parseProfiles(embeddedProfiles); }

Result<Profile> findProfile(const std::string &nameOrFile) {
  const auto builtIn = builtInProfiles();
  if (!builtIn)
    return failure("built-in profiles: " + builtIn.error().message);
  const auto named = std::find_if(builtIn->begin(), builtIn->end(), [&](const Profile &profile) { return profile.name == nameOrFile; });
  if (named != builtIn->end())
    return *named;
  if (nameOrFile.find_first_of("/.") == std::string::npos)
    return failure("no profile \"" + nameOrFile + "\"; there are " + namesOf(*builtIn) + " (a file's name has a / or a .)");
  const auto text = readFile(nameOrFile);
  if (!text)
    return tl::unexpected(text.error());
  const auto profiles = parseProfiles(*text);
  if (!profiles)
    return failure(nameOrFile + ": " + profiles.error().message);
  if (profiles->size() != 1)
    return failure(nameOrFile + ": has " + std::to_string(profiles->size()) + " profiles; --profile=FILE needs a file with one");
  return profiles->front();
}

} // namespace nearnative::pipeline
