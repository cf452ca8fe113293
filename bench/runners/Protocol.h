// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The runner's side of the protocol (docs/formats.md) for runners in C++: an engine gives the five operations, serve() the rest.
#pragma once

#include "LineServer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace nearnative {

/// One loaded module.
class RunnerModule {
public:
  virtual ~RunnerModule() = default;

  /// nn_setup(size, data). Errors: it failed or the guest trapped.
  virtual Result<int32_t> setup(int32_t size, int32_t data) = 0;

  /// nn_run(iterations). Errors: the guest trapped.
  virtual Result<void> run(int32_t iterations) = 0;

  /// nn_output_count().
  virtual Result<int32_t> outputCount() = 0;

  /// Writes output `index` to the open file `file` (with writeBytes); returns its bytes. Errors: not readable, not writable.
  virtual Result<uint64_t> writeOutput(int32_t index, int file) = 0;
};

/// An engine.
class RunnerEngine {
public:
  virtual ~RunnerEngine() = default;
  virtual Result<std::unique_ptr<RunnerModule>> load(const std::filesystem::path &path) = 0;
};

/// Serves stdin until `quit` or its end; returns the exit code. Guest output on stdout goes to stderr.
int serve(RunnerEngine &engine, const std::string &name, const std::string &version);

} // namespace nearnative
