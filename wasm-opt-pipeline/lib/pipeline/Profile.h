// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Profiles as data: named lists of steps (wasm-opt-pipeline/profiles.json is built into the program; users bring files of the same format).
#pragma once

#include "nearnative/Result.h"
#include "pipeline/ConstHoist.h"

#include <variant>

namespace nearnative::pipeline {

/// Runs wasm-opt with these arguments; those for features and names are added.
struct WasmOptStep {
  std::vector<std::string> arguments;
};

/// Our pass v128-const-hoist.
struct ConstHoistStep {
  HoistOptions options;
};

using Step = std::variant<WasmOptStep, ConstHoistStep>;

struct Profile {
  std::string name;
  std::string description;
  std::vector<Step> steps;
};

/// As the ledger names it: "wasm-opt -O3", "v128-const-hoist".
std::string stepName(const Step &step);

/// Reads a document of schema nearnative-profiles-1. Errors: what is wrong and in which profile.
Result<std::vector<Profile>> parseProfiles(std::string_view text);

/// The built-in profiles.
Result<std::vector<Profile>> builtInProfiles();

/// A built-in profile by name, else the only profile in the file of that name.
Result<Profile> findProfile(const std::string &nameOrFile);

} // namespace nearnative::pipeline
