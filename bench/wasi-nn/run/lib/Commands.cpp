// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Commands.h"

#include "Deadline.h"
#include "RunReport.h"
#include "Runner.h"
#include "WasmtimeRow.h"
#include "nearnative/Files.h"
#include "nearnative/Tool.h"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <unistd.h>
#include <wasmtime.h>

namespace nearnative::nn {

namespace fs = std::filesystem;

namespace {

/// A guest may make millions of calls that fail; a person reads the first.
constexpr int mostReports = 20;

void say(const std::string &message) { std::cerr << programName << ": " << message << "\n"; }

std::function<void(const std::string &)> reporter() {
  return [count = 0](const std::string &message) mutable {
    if (count < mostReports)
      say("note: " + message);
    else if (count == mostReports)
      say("note: further failed calls are not reported");
    ++count;
  };
}

/// Runs _start. Errors: as runOnWasmtime.
Result<RunReport> runCommand(WasmtimeEngine &engine, const CompileCache *cache, Backends &backends, const RunOptions &options) {
  const std::string file = options.guest.string();
  RunReport report;
  report.engineVersion = WASMTIME_VERSION;
  auto compiled = engine.compile(options.guest, cache);
  if (!compiled)
    return tl::unexpected(compiled.error());
  if (!compiled->note.empty())
    say("note: " + compiled->note);
  report.moduleBytes = compiled->bytes;
  report.read = compiled->readNanoseconds;
  report.compile = compiled->compileNanoseconds;
  report.cached = compiled->cached;

  Instance nn(backends, options.graphs, options.host, reporter());
  std::optional<Deadline> deadline;
  if (options.deadline) {
    deadline.emplace(
        *options.deadline, deadlineGrace,
        [&] {
          engine.interrupt();
          return nn.cancel();
        },
        [&] { abandonAtDeadline(*options.deadline); });
    deadline->begin();
  }
  const int64_t start = nanoseconds();
  Outcome outcome;
  auto guest = WasmtimeGuest::instantiate(engine, compiled->module, options, nn, outcome);
  if (!guest)
    return tl::unexpected(guest.error());
  report.instantiate = nanoseconds() - start;
  if (outcome.kind == Outcome::Kind::returned) {
    if (!(*guest)->exports("_start"))
      return failure(file + " exports no _start, so it is no WASI command; staged applications (reactors) take --serve");
    const int64_t running = nanoseconds();
    auto ended = (*guest)->run("_start");
    report.run = nanoseconds() - running;
    if (!ended)
      return tl::unexpected(ended.error());
    outcome = std::move(*ended);
  }
  const bool expired = deadline && deadline->end();
  const auto peak = peakResidentBytes();
  if (!peak)
    return tl::unexpected(peak.error());
  report.peakResidentBytes = *peak;
  report.guestPages = (*guest)->memoryPages();
  report.phases = nn.phases();
  if (expired) {
    report.ended = "deadline";
    report.exitCode = exitDeadline;
    say("error: the deadline of " + std::to_string(options.deadline->count()) + " ms is over; the guest was ended");
  } else if (outcome.kind == Outcome::Kind::trapped) {
    report.ended = "trapped";
    report.exitCode = exitTrap;
    report.message = outcome.message;
    say("error: the guest trapped: " + outcome.message);
  } else {
    report.ended = outcome.kind == Outcome::Kind::exited ? "exited" : "returned";
    report.exitCode = outcome.kind == Outcome::Kind::exited ? outcome.value : exitDone;
  }
  return report;
}

} // namespace

Result<int> runOnWasmtime(const RunOptions &options) {
  WasmtimeEngine engine(options.deadline.has_value());
  std::optional<CompileCache> cache;
  if (options.compileCache) {
    auto fingerprint = engine.fingerprint();
    auto opened = fingerprint ? CompileCache::open(*options.compileCache, *fingerprint) : tl::unexpected(fingerprint.error());
    if (!opened)
      return tl::unexpected(opened.error());
    cache = std::move(*opened);
  }
  const CompileCache *const cachePointer = cache ? &*cache : nullptr;
  Backends backends(options.prefix / "lib", options.libraries);
  if (options.serve) {
    const auto hello = greeting(backends, options);
    if (!hello)
      return tl::unexpected(hello.error());
    return serveOnWasmtime(engine, cachePointer, backends, options, *hello);
  }
  const auto report = runCommand(engine, cachePointer, backends, options);
  if (!report)
    return tl::unexpected(report.error());
  if (options.phases)
    std::cerr << phaseTable(*report);
  if (options.json)
    if (auto written = writeJson(*options.json, toJson(*report, options)); !written)
      return tl::unexpected(written.error());
  return report->exitCode;
}

Result<int> compileForWasmtime(const RunOptions &options, const fs::path &output) {
  WasmtimeEngine engine(options.deadline.has_value());
  const auto compiled = engine.compile(options.guest, nullptr);
  if (!compiled)
    return tl::unexpected(compiled.error());
  const auto bytes = WasmtimeEngine::serialise(compiled->module);
  if (!bytes)
    return tl::unexpected(bytes.error());
  if (auto written = writeFile(output, *bytes); !written)
    return tl::unexpected(written.error());
  return exitDone;
}

Result<int> runOnV8(const RunOptions &options, const std::string &node) {
  const fs::path script = options.prefix / "share/nearnative/wasi-nn/run.mjs";
  if (!fs::exists(script))
    return failure("cannot read " + script.string() + ", which runs guests on V8; is this a whole build or installation?");
  std::vector<std::string> command = {node, "--no-warnings"};
  // What is measured does not change tiers; a command starts as it would anywhere.
  if (options.serve)
    command.insert(command.end(), v8MeasuringFlags().begin(), v8MeasuringFlags().end());
  command.push_back(script.string());
  command.push_back(v8Configuration(options).dump());
  std::vector<char *> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string &argument : command)
    arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  ::execvp(node.c_str(), arguments.data());
  return failure("cannot start " + node + ": " + std::strerror(errno) + "; --engine v8 needs Node 26 (setup/install, or --node)");
}

} // namespace nearnative::nn
