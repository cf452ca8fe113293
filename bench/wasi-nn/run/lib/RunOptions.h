// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the command line of wasi-nn-run says, read and checked.
#pragma once

#include "nearnative/Result.h"
#include "wasi-nn/Host.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nearnative::nn {

inline constexpr const char *programName = "wasi-nn-run";

/// Exit codes besides the guest's own and those of every tool.
inline constexpr int exitDeadline = 124; ///< as timeout(1)
inline constexpr int exitTrap = 134;     ///< as a shell says of a process that abort() ended

/// A folder of the host that the guest sees under a name of its own.
struct Directory {
  std::string host;
  std::string guest;
};

struct RunOptions {
  std::filesystem::path guest;
  std::vector<std::string> arguments; ///< after argv[0]
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<Directory> directories;
  std::vector<NamedGraph> graphs;
  HostOptions host;
  uint64_t guestMemoryBytes = 0; ///< 0: what the guest declares, at most 4 GiB
  std::optional<std::chrono::milliseconds> deadline;
  std::optional<std::filesystem::path> compileCache;
  std::optional<std::filesystem::path> json;
  bool phases = false;
  bool serve = false;
  int way = 0;                                  ///< of stage_open
  std::filesystem::path prefix;                 ///< of the build tree or the installed tree: bin/, lib/ and share/ are below it
  std::map<std::string, std::string> libraries; ///< by backend
};

/// Reads `HOST[::GUEST]`; without GUEST it is the same name. Errors: the form, no folder.
Result<Directory> parseDirectory(const std::string &text);

/// Reads `KEY=VALUE`, for --env and --library (`option`). Errors: the form.
Result<std::pair<std::string, std::string>> parsePair(const std::string &option, const std::string &text);

/// What parseNamedGraph reads, with absolute paths.
std::string textOf(const NamedGraph &graph);

/// "copy", "deferred", "several-copies".
const char *name(InputMode mode);

/// The CONFIG that run.mjs takes.
nlohmann::json v8Configuration(const RunOptions &options);

} // namespace nearnative::nn
