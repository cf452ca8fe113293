// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "WasmtimeRow.h"

#include "Deadline.h"

#include <iostream>
#include <wasmtime.h>

namespace nearnative::nn {

using nlohmann::json;

namespace {

class WasmtimeRow : public Row {
public:
  WasmtimeRow(WasmtimeEngine &engine, const CompileCache *cache, Backends &backends, const RunOptions &options)
      : engine(engine), cache(cache), backends(backends), options(options) {
    if (options.deadline)
      deadline.emplace(
          *options.deadline, deadlineGrace,
          [this] {
            this->engine.interrupt();
            return nn->cancel();
          },
          [this] { abandonAtDeadline(*this->options.deadline); });
  }

  Result<OpenTimes> open() override {
    OpenTimes times;
    auto compiled = engine.compile(options.guest, cache);
    if (!compiled)
      return tl::unexpected(compiled.error());
    if (!compiled->note.empty())
      std::cerr << programName << ": note: " << compiled->note << "\n";
    times.read = compiled->readNanoseconds;
    times.compile = compiled->compileNanoseconds;
    times.cached = compiled->cached;

    lastReport.clear();
    nn.emplace(backends, options.graphs, options.host, [this](const std::string &message) { lastReport = message; });
    auto opened = instantiate(compiled->module, times);
    if (!opened)
      close();
    return opened;
  }

  void close() override {
    if (guest && guest->exports("stage_close"))
      (void)watched([&] { return guest->call("stage_close"); }); // what it returns changes nothing: the instance goes
    guest.reset();
    nn.reset();
  }

  Result<void> run(Stage stage) override {
    const auto index = static_cast<size_t>(stage);
    const auto value = watched([&]() -> Result<Outcome> { return guest->call(*steps[index]); });
    return value ? checkResult(exportName(stage), *value, *value == 0 ? std::string() : lastReport) : tl::unexpected(value.error());
  }

  Result<int32_t> outputCount() override {
    return watched([&] { return guest->call("stage_output_count"); });
  }

  Result<std::span<const std::byte>> output(int32_t index) override {
    const auto start = watched([&] { return guest->call("stage_output", index); });
    const auto bytes = watched([&] { return guest->call("stage_output_bytes", index); });
    if (!start || !bytes)
      return tl::unexpected(!start ? start.error() : bytes.error());
    const auto data = guest->memory(static_cast<uint32_t>(*start), static_cast<uint32_t>(*bytes));
    if (!data)
      return failure("output " + std::to_string(index) + " lies outside the guest's memory");
    return *data;
  }

  std::optional<uint64_t> guestPages() override { return guest->memoryPages(); }

private:
  Result<OpenTimes> instantiate(const wasmtime::Module &module, OpenTimes times) {
    const int64_t start = nanoseconds();
    const auto ready = watched([&]() -> Result<Outcome> {
      Outcome outcome;
      auto made = WasmtimeGuest::instantiate(engine, module, options, *nn, outcome);
      if (!made)
        return tl::unexpected(made.error());
      guest = std::move(*made);
      if (outcome.kind == Outcome::Kind::returned && guest->exports("_initialize"))
        return guest->run("_initialize");
      return outcome;
    });
    if (!ready)
      return tl::unexpected(ready.error());
    for (const Stage stage : stages) {
      auto step = guest->step(exportName(stage));
      if (!step)
        return failure(step.error().message + "; --serve takes staged applications (docs/wasi-nn-run.md)");
      steps[static_cast<size_t>(stage)] = *step;
    }
    times.instantiate = nanoseconds() - start;

    const int64_t opening = nanoseconds();
    const auto result = watched([&] { return guest->call("stage_open", options.way); });
    times.open = nanoseconds() - opening;
    if (!result)
      return tl::unexpected(result.error());
    if (auto done = checkResult("stage_open", *result, lastReport); !done)
      return tl::unexpected(done.error());
    return times;
  }

  /// What `work` returns, within the deadline. Errors: the guest trapped, exited or took too long.
  template <class Work> Result<int32_t> watched(Work work) {
    if (deadline) {
      if (guest)
        guest->allowUntilInterrupted();
      deadline->begin();
    }
    const Result<Outcome> outcome = work();
    if (deadline && deadline->end())
      return failure("the deadline of " + std::to_string(options.deadline->count()) + " ms is over");
    if (!outcome)
      return tl::unexpected(outcome.error());
    switch (outcome->kind) {
    case Outcome::Kind::returned:
      return outcome->value;
    case Outcome::Kind::exited:
      return failure("the guest ended with exit code " + std::to_string(outcome->value));
    case Outcome::Kind::trapped:
      return failure("the guest trapped: " + outcome->message);
    }
    return failure("the guest ended");
  }

  WasmtimeEngine &engine;
  const CompileCache *cache;
  Backends &backends;
  const RunOptions &options;
  std::string lastReport;
  std::optional<Instance> nn; ///< outlives the guest
  std::unique_ptr<WasmtimeGuest> guest;
  std::array<std::optional<WasmtimeGuest::Step>, stages.size()> steps;
  std::optional<Deadline> deadline; ///< last: its thread uses the others
};

} // namespace

Result<json> greeting(Backends &backends, const RunOptions &options) {
  json greeting = {{"engine", "wasmtime"}, {"version", WASMTIME_VERSION}};
  if (options.graphs.empty())
    return greeting;
  const auto backend = backends.find(options.graphs.front().encoding);
  if (!backend)
    return tl::unexpected(backend.error());
  if (auto added = addBackend(greeting, **backend); !added)
    return tl::unexpected(added.error());
  return greeting;
}

int serveOnWasmtime(WasmtimeEngine &engine, const CompileCache *cache, Backends &backends, const RunOptions &options,
                    const json &greeting) {
  WasmtimeRow row(engine, cache, backends, options);
  return serveRow(row, programName, greeting);
}

} // namespace nearnative::nn
