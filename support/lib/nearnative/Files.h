// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "nearnative/Result.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace nearnative {

/// The bytes of a regular file. Errors: missing, a directory, unreadable.
Result<std::string> readFile(const std::filesystem::path &path);

/// Writes `bytes` to `path` so that the file appears whole or not at all (a temporary file beside it, then a rename).
/// Errors: the folder is missing or not writable, the disk is full.
Result<void> writeFile(const std::filesystem::path &path, std::string_view bytes);

/// Whether `path`, which the option `option` names ("--json"), can be written when the time comes: an hour of work must not end in "cannot
/// write". Errors: a directory, or its folder is missing or not writable.
Result<void> checkWritable(const std::filesystem::path &path, std::string_view option);

/// Reads a JSON file whose member `schema` must equal `schema`. Errors: as readFile, not JSON, another schema.
Result<nlohmann::json> readJson(const std::filesystem::path &path, std::string_view schema);

/// Writes `document`, indented by two spaces, as writeFile does.
Result<void> writeJson(const std::filesystem::path &path, const nlohmann::json &document);

} // namespace nearnative
