// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The coordinator's side of the runner protocol (docs/formats.md), and the table of engines.
#pragma once

#include "Manifest.h"
#include "Process.h"

#include <filesystem>
#include <map>
#include <optional>

namespace nearnative {

/// One engine: how its runner is started. A new engine is a runner and a line in engineTable().
struct Engine {
  std::string name;
  bool native; ///< loads shared objects, not Wasm modules
  std::vector<std::string> command;
};

/// The flags of Node with which V8 is measured: every function is compiled by TurboFan when the module is loaded, and nothing changes
/// tiers.
const std::vector<std::string> &v8MeasuringFlags();

/// The pinned Node where setup/install put it, below `dependencies`; elsewhere (an installed tree on another machine) the one of PATH.
std::string defaultNode(const std::filesystem::path &dependencies);

/// All engines. `programs` is the folder of wasm-bench itself (build tree and installed tree look alike from there); `node` is the Node
/// that runs V8.
std::vector<Engine> engineTable(const std::filesystem::path &programs, const std::string &node);

/// Why a command failed: the module's own failure, or the runner is gone (crash, hang) and was replaced when it could be.
struct RunnerError {
  std::string message;
  bool runnerLost = false;
};
template <class T> using RunnerResult = tl::expected<T, RunnerError>;

/// One engine's runner process. A command to a module first does what is still missing for it (start, load, set-up), so that a lost runner
/// costs only the module that lost it.
class Runner {
public:
  Runner(Engine engine, std::chrono::milliseconds timeout) : engine(std::move(engine)), timeout(timeout) {}

  /// Starts the process and reads its greeting; afterwards version() is known. Errors: no start, no greeting.
  Result<void> start();

  const std::string &name() const { return engine.name; }
  bool native() const { return engine.native; }
  const std::string &version() const { return engineVersion; }
  const std::vector<std::string> &command() const { return engine.command; }
  pid_t processId() const { return process ? process->id() : 0; }

  /// Loads the module under `id`. An id that is loaded is loaded anew.
  RunnerResult<void> load(const std::string &id, const std::filesystem::path &path);

  /// Makes `id` have the set-up (`data` 0: the manifest's values, 1: with special values).
  RunnerResult<void> setup(const std::string &id, ProblemSize size, int data);

  /// One call; its outputs, one after the other. `scratch` is a folder for the file they travel in.
  RunnerResult<std::string> check(const std::string &id, const std::filesystem::path &scratch);

  /// Nanoseconds of `iterations` calls.
  RunnerResult<double> time(const std::string &id, int64_t iterations);

  /// Forgets the module; also when the runner is gone.
  void unload(const std::string &id);

private:
  struct Module {
    std::filesystem::path path;
    std::optional<std::pair<ProblemSize, int>> wanted; ///< the set-up that it must have
    std::optional<std::pair<ProblemSize, int>> current;
    int generation = 0; ///< the process that has it loaded
  };

  /// What follows `ok`, without the tab.
  RunnerResult<std::string> send(const std::string &line);
  RunnerResult<Module *> ready(const std::string &id);

  Engine engine;
  std::chrono::milliseconds timeout;
  std::optional<LineProcess> process;
  std::string engineVersion;
  std::map<std::string, Module> modules;
  int generation = 0;
  int checks = 0;
};

} // namespace nearnative
