// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs a compiled model (wasm-model compile) in Wasmtime, by its C++ API. One header; C++20.
//
//   auto loaded = nearnative::CompiledModel::load(engine, module_bytes, weights_bytes);
//   if (!loaded)
//     return fail(loaded.err().message());
//   nearnative::CompiledModel model = loaded.ok();
//   std::memcpy(model.input(0).data(), pixels, model.input(0).size());
//   if (auto error = model.run())
//     return fail(*error);
//   std::span<const uint8_t> scores = model.output(0);
#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <wasmtime.hh>

namespace nearnative {

/// One instance of a compiled model with its weights. Not for several threads at once. Shapes and types stand in NAME.json.
class CompiledModel {
public:
  /// `module`: bytes of NAME.FORM.wasm; `weights`: bytes of NAME.weights.bin. The engine must outlive the model.
  static wasmtime::Result<CompiledModel> load(wasmtime::Engine &engine, std::span<const uint8_t> module, std::span<const uint8_t> weights) {
    std::vector<uint8_t> bytes(module.begin(), module.end()); // the API takes bytes that it might change
    auto compiled = wasmtime::Module::compile(engine, wasmtime::Span<uint8_t>(bytes.data(), bytes.size()));
    if (!compiled)
      return compiled.err();
    auto store = std::make_unique<wasmtime::Store>(engine);
    auto instance = wasmtime::Instance::create(*store, compiled.ok(), {});
    if (!instance)
      return wasmtime::Error(instance.err().message());
    CompiledModel model(std::move(store), instance.ok());
    if (auto error = model.start(weights))
      return wasmtime::Error(*error);
    return model;
  }

  /// Bytes of an input: dense, row-major, little-endian. Empty: no such input. A run leaves them as they are.
  std::span<uint8_t> input(int32_t index) { return bytes_of("input", index); }
  /// Bytes of an output, valid until the next run. Empty: no such output.
  std::span<const uint8_t> output(int32_t index) { return bytes_of("output", index); }
  int32_t inputs() { return call("input_count").value_or(0); }
  int32_t outputs() { return call("output_count").value_or(0); }

  /// One inference; says what went wrong, if anything did.
  std::optional<std::string> run() {
    const std::optional<int32_t> status = call("run");
    if (status == 0)
      return std::nullopt;
    return status ? "run() failed with status " + std::to_string(*status) : problem_;
  }

private:
  CompiledModel(std::unique_ptr<wasmtime::Store> store, wasmtime::Instance instance) : store_(std::move(store)), instance_(instance) {}

  std::optional<std::string> start(std::span<const uint8_t> weights) {
    auto memory = instance_.get(*store_, "memory");
    if (!memory || !std::holds_alternative<wasmtime::Memory>(*memory))
      return "the module exports no memory";
    memory_.emplace(std::get<wasmtime::Memory>(*memory));
    if (!call("_initialize"))
      return problem_;
    const std::optional<int32_t> place = call("weights");
    const std::optional<int32_t> size = call("weights_bytes");
    if (!place || !size)
      return problem_;
    if (weights.size() != static_cast<uint32_t>(*size))
      return "the weights have " + std::to_string(weights.size()) + " bytes, the module wants " + std::to_string(*size);
    const std::span<uint8_t> target = slice(*place, *size);
    if (target.size() != weights.size())
      return "the module's weights lie outside its memory";
    if (!weights.empty())
      std::memcpy(target.data(), weights.data(), weights.size());
    return std::nullopt;
  }

  /// Calls an export of at most one i32; nothing if it is missing or traps (problem_ says why). An export without a result gives 0.
  std::optional<int32_t> call(const char *name, std::optional<int32_t> argument = {}) {
    auto function = instance_.get(*store_, name);
    if (!function || !std::holds_alternative<wasmtime::Func>(*function)) {
      problem_ = std::string("the module exports no function ") + name;
      return std::nullopt;
    }
    std::vector<wasmtime::Val> arguments;
    if (argument)
      arguments.emplace_back(*argument);
    auto results = std::get<wasmtime::Func>(*function).call(*store_, arguments);
    if (!results) {
      problem_ = results.err().message();
      return std::nullopt;
    }
    const std::vector<wasmtime::Val> values = results.ok();
    return values.empty() ? 0 : values[0].i32();
  }

  std::span<uint8_t> bytes_of(const std::string &what, int32_t index) {
    const std::optional<int32_t> place = call(what.c_str(), index);
    const std::optional<int32_t> size = call((what + "_bytes").c_str(), index);
    return place && size ? slice(*place, *size) : std::span<uint8_t>();
  }

  std::span<uint8_t> slice(int32_t place, int32_t size) {
    const wasmtime::Span<uint8_t> memory = memory_->data(*store_);
    const uint64_t begin = static_cast<uint32_t>(place);
    const uint64_t length = static_cast<uint32_t>(size);
    return begin + length <= memory.size() ? std::span<uint8_t>(memory.data() + begin, length) : std::span<uint8_t>();
  }

  std::unique_ptr<wasmtime::Store> store_;
  wasmtime::Instance instance_;
  std::optional<wasmtime::Memory> memory_;
  std::string problem_;
};

} // namespace nearnative
