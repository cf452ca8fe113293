// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The Wasmtime engine. `--explicit-bounds-checks` makes it the engine wasmtime-explicit: without a reservation and guard pages every access
// to the linear memory is checked in the code, as on hosts that cannot reserve 4 GiB per instance.
#include "Protocol.h"

#include "nearnative/Files.h"

#include <array>
#include <iostream>
#include <optional>
#include <wasmtime.h>
#include <wasmtime.hh>

using nearnative::failure;
using nearnative::Result;
using nearnative::RunnerEngine;
using nearnative::RunnerModule;

namespace {

wasmtime::Engine makeEngine(bool explicitBoundsChecks) {
  wasmtime::Config config;
  config.strategy(wasmtime::Strategy::Cranelift);
  config.cranelift_opt_level(wasmtime::OptLevel::Speed);
  if (explicitBoundsChecks) {
    config.memory_reservation(0);
    config.memory_guard_size(0);
    config.memory_reservation_for_growth(0);
    config.memory_may_move(true); // a memory without a reservation can only grow by moving
  }
  return wasmtime::Engine(std::move(config));
}

/// The reason in a message of Wasmtime, without the backtrace before it, which can be long.
std::string reason(const std::string &message) {
  const std::string marker = "Caused by:";
  const size_t found = message.rfind(marker);
  const size_t start = found == std::string::npos ? 0 : message.find_first_not_of(" \n", found + marker.size());
  return start == std::string::npos ? message : message.substr(start);
}

class WasmtimeModule : public RunnerModule {
public:
  static Result<std::unique_ptr<RunnerModule>> load(wasmtime::Engine &engine, const std::filesystem::path &path) {
    auto bytes = nearnative::readFile(path);
    if (!bytes)
      return tl::unexpected(bytes.error());
    auto compiled = wasmtime::Module::compile(engine, wasmtime::Span<uint8_t>(reinterpret_cast<uint8_t *>(bytes->data()), bytes->size()));
    if (!compiled)
      return failure("cannot compile " + path.string() + ": " + reason(compiled.err().message()));
    auto module = std::unique_ptr<WasmtimeModule>(new WasmtimeModule(engine));
    if (auto done = module->instantiate(engine, compiled.ok_ref()); !done)
      return tl::unexpected(done.error());
    return module;
  }

  Result<int32_t> setup(int32_t size, int32_t data) override { return number(*nnSetup, {size, data}); }

  Result<void> run(int32_t iterations) override {
    auto done = call(*nnRun, {iterations});
    return done ? Result<void>() : tl::unexpected(done.error());
  }

  Result<int32_t> outputCount() override { return number(*nnOutputCount, {}); }

  Result<uint64_t> writeOutput(int32_t index, int file) override {
    auto data = number(*nnOutputData, {index});
    auto bytes = number(*nnOutputBytes, {index});
    if (!data || !bytes)
      return tl::unexpected(!data ? data.error() : bytes.error());
    const uint64_t start = static_cast<uint32_t>(*data);
    const uint64_t size = static_cast<uint32_t>(*bytes);
    const auto linear = memory->data(store);
    if (start > linear.size() || size > linear.size() - start)
      return failure("output " + std::to_string(index) + " lies outside the memory");
    if (auto written = nearnative::writeBytes(file, linear.data() + start, size); !written)
      return tl::unexpected(written.error());
    return size;
  }

private:
  explicit WasmtimeModule(wasmtime::Engine &engine) : store(engine) {}

  /// Calls a function of the guest. Errors: it traps, or its type is another one.
  Result<std::vector<wasmtime::Val>> call(const wasmtime::Func &function, std::initializer_list<wasmtime::Val> arguments) {
    auto results = function.call(store, arguments);
    if (!results)
      return failure(reason(results.err().message()));
    return results.ok();
  }

  /// The same for a function that returns an i32.
  Result<int32_t> number(const wasmtime::Func &function, std::initializer_list<wasmtime::Val> arguments) {
    auto results = call(function, arguments);
    if (!results)
      return tl::unexpected(results.error());
    if (results->size() != 1 || results->front().kind() != wasmtime::ValKind::I32)
      return failure("a function of the driver does not return an i32");
    return results->front().i32();
  }

  Result<void> instantiate(wasmtime::Engine &engine, const wasmtime::Module &module) {
    wasmtime::WasiConfig wasi;
    wasi.inherit_stderr();
    if (auto done = store.context().set_wasi(std::move(wasi)); !done)
      return failure(reason(done.err().message()));
    wasmtime::Linker linker(engine);
    if (auto done = linker.define_wasi(); !done)
      return failure(reason(done.err().message()));
    auto instance = linker.instantiate(store, module);
    if (!instance)
      return failure("cannot instantiate it: " + reason(instance.err().message()));

    for (auto &[name, function] :
         std::array<std::pair<const char *, std::optional<wasmtime::Func> *>, 5>{{{"nn_setup", &nnSetup},
                                                                                  {"nn_run", &nnRun},
                                                                                  {"nn_output_count", &nnOutputCount},
                                                                                  {"nn_output_data", &nnOutputData},
                                                                                  {"nn_output_bytes", &nnOutputBytes}}}) {
      *function = exported<wasmtime::Func>(instance.ok_ref(), name);
      if (!*function)
        return failure("the module does not export " + std::string(name) + " as a driver of a corpus does");
    }
    memory = exported<wasmtime::Memory>(instance.ok_ref(), "memory");
    if (!memory)
      return failure("the module does not export memory as a driver of a corpus does");
    if (auto initialize = exported<wasmtime::Func>(instance.ok_ref(), "_initialize"))
      if (auto done = call(*initialize, {}); !done)
        return failure("_initialize: " + done.error().message);
    return {};
  }

  template <class Kind> std::optional<Kind> exported(wasmtime::Instance &instance, const char *name) {
    auto found = instance.get(store, name);
    auto *item = found ? std::get_if<Kind>(&*found) : nullptr;
    return item == nullptr ? std::nullopt : std::optional<Kind>(*item);
  }

  wasmtime::Store store;
  std::optional<wasmtime::Memory> memory;
  std::optional<wasmtime::Func> nnSetup;
  std::optional<wasmtime::Func> nnRun;
  std::optional<wasmtime::Func> nnOutputCount;
  std::optional<wasmtime::Func> nnOutputData;
  std::optional<wasmtime::Func> nnOutputBytes;
};

class WasmtimeEngine : public RunnerEngine {
public:
  explicit WasmtimeEngine(bool explicitBoundsChecks) : engine(makeEngine(explicitBoundsChecks)) {}
  Result<std::unique_ptr<RunnerModule>> load(const std::filesystem::path &path) override { return WasmtimeModule::load(engine, path); }

private:
  wasmtime::Engine engine;
};

} // namespace

int main(int argc, char **argv) {
  const bool explicitBoundsChecks = argc == 2 && std::string_view(argv[1]) == "--explicit-bounds-checks";
  if (argc != 1 && !explicitBoundsChecks) {
    std::cerr
        << "nearnative-runner-wasmtime: error: takes no arguments but --explicit-bounds-checks; it is started by wasm-bench and speaks "
           "the protocol of docs/formats.md\n";
    return 2;
  }
  WasmtimeEngine engine(explicitBoundsChecks);
  return nearnative::serve(engine, explicitBoundsChecks ? "wasmtime-explicit" : "wasmtime", WASMTIME_VERSION);
}
