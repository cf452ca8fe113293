// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The Wasmtime engine. `--explicit-bounds-checks` makes it the engine wasmtime-explicit: without a reservation and guard pages every access
// to the linear memory is checked in the code, as on hosts that cannot reserve 4 GiB per instance.
#include "Protocol.h"

#include "nearnative/Files.h"

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

  Result<int32_t> setup(int32_t size, int32_t data) override { return answer(nnSetup->call(store, {size, data})); }

  Result<void> run(int32_t iterations) override {
    auto result = nnRun->call(store, iterations);
    if (!result)
      return failure(reason(result.err().message()));
    return {};
  }

  Result<int32_t> outputCount() override { return answer(nnOutputCount->call(store, std::monostate())); }

  Result<uint64_t> writeOutput(int32_t index, int file) override {
    auto data = answer(nnOutputData->call(store, index));
    auto bytes = answer(nnOutputBytes->call(store, index));
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

  static Result<int32_t> answer(wasmtime::TrapResult<int32_t> result) {
    if (!result)
      return failure(reason(result.err().message()));
    return result.ok();
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

    std::optional<wasmtime::TypedFunc<std::monostate, std::monostate>> initialize;
    const bool complete = find(instance.ok_ref(), "nn_setup", nnSetup) && find(instance.ok_ref(), "nn_run", nnRun) &&
                          find(instance.ok_ref(), "nn_output_count", nnOutputCount) &&
                          find(instance.ok_ref(), "nn_output_data", nnOutputData) &&
                          find(instance.ok_ref(), "nn_output_bytes", nnOutputBytes);
    if (auto exported = instance.ok_ref().get(store, "memory"))
      if (auto *found = std::get_if<wasmtime::Memory>(&*exported))
        memory = *found;
    if (!complete || !memory)
      return failure("the module does not export " + std::string(complete ? "memory" : missing) + " as a driver of a corpus does");
    if (find(instance.ok_ref(), "_initialize", initialize))
      if (auto done = initialize->call(store, std::monostate()); !done)
        return failure("_initialize: " + reason(done.err().message()));
    return {};
  }

  template <class Parameters, class Results>
  bool find(wasmtime::Instance &instance, const char *name, std::optional<wasmtime::TypedFunc<Parameters, Results>> &function) {
    missing = name;
    auto exported = instance.get(store, name);
    auto *found = exported ? std::get_if<wasmtime::Func>(&*exported) : nullptr;
    if (found == nullptr)
      return false;
    auto typed = found->typed<Parameters, Results>(store);
    if (!typed)
      return false;
    function = typed.ok();
    return true;
  }

  wasmtime::Store store;
  const char *missing = "";
  std::optional<wasmtime::Memory> memory;
  std::optional<wasmtime::TypedFunc<std::tuple<int32_t, int32_t>, int32_t>> nnSetup;
  std::optional<wasmtime::TypedFunc<int32_t, std::monostate>> nnRun;
  std::optional<wasmtime::TypedFunc<std::monostate, int32_t>> nnOutputCount;
  std::optional<wasmtime::TypedFunc<int32_t, int32_t>> nnOutputData;
  std::optional<wasmtime::TypedFunc<int32_t, int32_t>> nnOutputBytes;
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
