// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What --phases prints and --json writes.
#pragma once

#include "RunOptions.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nearnative::nn {

inline constexpr const char *runSchema = "nearnative-nn-run-1";

/// One run of a command, times in nanoseconds.
struct RunReport {
  std::string engineVersion;
  uint64_t moduleBytes = 0;
  int64_t read = 0;
  int64_t compile = 0;
  bool cached = false;
  int64_t instantiate = 0;
  int64_t run = 0; ///< of _start
  int32_t exitCode = 0;
  std::string ended;   ///< "returned", "exited", "trapped" or "deadline"
  std::string message; ///< of a trap
  uint64_t peakResidentBytes = 0;
  uint64_t guestPages = 0;
  Phases phases;
};

/// The value below or at which `part` (0 to 1) of `values` lie: the nearest rank. 0 for no values.
double percentile(std::vector<double> values, double part);

/// One line per phase: count, p50, p90, p99 and all together.
std::string phaseTable(const RunReport &report);

/// The document of --json.
nlohmann::json toJson(const RunReport &report, const RunOptions &options);

} // namespace nearnative::nn
