// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What wasm-bench found: the values behind measurements.json (docs/formats.md) and the table in the terminal.
#pragma once

#include "Manifest.h"
#include "Statistics.h"

#include <optional>
#include <string>
#include <vector>

namespace nearnative {

/// The sizes of a module in bytes: as it is, after gzip -9, after brotli -q 11.
struct ModuleBytes {
  uint64_t raw;
  uint64_t gzip;
  uint64_t brotli;
};

/// One kernel, variant, engine and size. Without `time` it was wrong or could not run, and an error says why.
struct Row {
  std::string kernel;
  std::string group;
  std::string variant;
  std::string engine;
  ProblemSize size = ProblemSize::small;
  int64_t elements = 0;
  bool correct = false;
  std::string equal; ///< "bits" or "tolerance": how the outputs equal the reference's; empty when they do not
  int64_t iterations = 0;
  Samples samples; ///< nanoseconds per call, one list per order
  std::optional<Interval> time;
  std::optional<ModuleBytes> bytes; ///< of order 0
  std::vector<std::string> sha256;  ///< one per order
};

/// Why a row has no time.
struct RowError {
  std::string kernel;
  std::string variant;
  std::string engine;
  ProblemSize size;
  std::string message;
};

struct Measurements {
  std::string corpus;
  nlohmann::json fingerprint;
  std::vector<Row> rows;
  std::vector<Entry> entries;
  std::vector<RowError> errors;
  std::vector<std::string> notes; ///< what was left out, and why
};

/// The document of schema nearnative-measurements-1.
nlohmann::json toJson(const Measurements &measurements);

/// The table for the terminal: kernel, native, and per Wasm engine stock, tuned and the speed-up with its interval.
std::string summaryTable(const Measurements &measurements);

/// Nanoseconds in the unit that fits: "812.0 ns", "4.71 us", "1.20 ms".
std::string timeText(double nanoseconds);

/// Columns as wide as their widest cell; the first `leftColumns` flush left, all others flush right.
std::string layOut(const std::vector<std::vector<std::string>> &table, size_t leftColumns);

} // namespace nearnative
