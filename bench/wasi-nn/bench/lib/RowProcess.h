// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The coordinator's side of the row protocol (docs/formats.md, "Rows: one process each").
#pragma once

#include "ModelMeasurements.h"
#include "Process.h"

#include <filesystem>

namespace nearnative::nn {

/// A row's process. After an error that is not an answer of it (crash, hang, nonsense) it is dead.
class RowProcess {
public:
  /// Starts `command` and reads its greeting. Errors: no start, no greeting within `timeout`.
  static Result<RowProcess> start(const std::vector<std::string> &command, std::chrono::milliseconds timeout);

  /// What it says of itself: engine, version, backend, library, ...
  const nlohmann::json &greeting() const { return said; }

  /// Nanoseconds from the start to the greeting.
  double startTime() const { return started; }

  /// Reads, compiles and instantiates the module and opens the application. The member `process`, `first` and `total` are 0.
  Result<report::ColdStart> open();

  /// Times of `count` inferences by phase (report::phaseNames), `end_to_end` (their sum) among them.
  Result<std::map<std::string, std::vector<double>>> infer(int count);

  /// The outputs of the last inference, one after the other. `scratch`: a folder for the file they travel in.
  Result<std::string> output(const std::filesystem::path &scratch);

  struct Memory {
    uint64_t peakRssBytes = 0;
    std::optional<uint64_t> guestPages;
  };
  Result<Memory> memory();

  bool alive() const { return process.alive(); }

private:
  explicit RowProcess(LineProcess process, std::chrono::milliseconds timeout) : process(std::move(process)), timeout(timeout) {}
  Result<std::string> send(const std::string &line);
  Result<nlohmann::json> sendForJson(const std::string &line);

  LineProcess process;
  std::chrono::milliseconds timeout;
  nlohmann::json said;
  double started = 0;
};

} // namespace nearnative::nn
