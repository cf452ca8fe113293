// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where, with what and of what the measurements are, so that two of them can be compared, or not.
#pragma once

#include "Measurements.h"

#include <filesystem>
#include <string_view>

namespace nearnative {

/// SHA-256 in lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Of a file, which is never in memory as a whole: a library's hash must not raise the peak memory of the process that measures it.
/// Errors: it cannot be read.
Result<std::string> sha256OfFile(const std::filesystem::path &path);

/// The sizes of a module as it is and compressed. Errors: no memory.
Result<ModuleBytes> moduleBytes(std::string_view bytes);

/// The machine: cpu, cores, kernel, git_commit (of the checkout that `programs`, the folder of wasm-bench, lies in; null outside one),
/// started (UTC) and load (1, 5 and 15 minutes) before.
nlohmann::json machineFingerprint(const std::filesystem::path &programs);

/// The 1, 5 and 15 minutes' load averages.
nlohmann::json loadAverage();

/// The tools and flags that `modules` were built with: what its build.json says; where it says nothing, the clang-22 of PATH and the
/// wasm-opt of `dependencies`. Members `tools` and `flags`. Errors: build.json is there and not readable.
Result<nlohmann::json> buildFingerprint(const std::filesystem::path &modules, const std::filesystem::path &dependencies);

} // namespace nearnative
