// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is behind an Instance. The calls are in Loading.cpp and Inference.cpp.
#pragma once

#include "wasi-nn/FreshCopy.h"
#include "wasi-nn/Handles.h"
#include "wasi-nn/Host.h"
#include "wasi-nn/HostBytes.h"

#include <array>
#include <atomic>

namespace nearnative::nn {

/// A loaded model; it goes when the instance and all contexts have let go of it.
struct Graph {
  Graph(const nn_backend &backend, nn_graph *handle, HostBytes::Charge charge)
      : backend(backend), handle(handle), charge(std::move(charge)) {}
  Graph(const Graph &) = delete;
  Graph &operator=(const Graph &) = delete;
  ~Graph() {
    try {
      backend.unload(handle);
    } catch (...) { // NOLINT(bugprone-empty-catch): there is nobody left to tell
    }
  }

  const nn_backend &backend;
  nn_graph *handle;
  HostBytes::Charge charge;
};

struct Input {
  explicit Input(HostBytes &hostBytes) : charge(hostBytes) {}

  bool isSet = false;
  nn_tensor tensor{};
  uint32_t guestData = 0; ///< InputMode::deferred
  FreshCopy copy;         ///< InputMode::severalCopies
  HostBytes::Charge charge;
};

struct Output {
  TensorType type;
  FreshCopy copy;
};

struct Context {
  Context(std::shared_ptr<Graph> graph, nn_context *handle, HostBytes &hostBytes)
      : graph(std::move(graph)), handle(handle), outputCharge(hostBytes) {}
  Context(const Context &) = delete;
  Context &operator=(const Context &) = delete;
  ~Context() {
    try {
      graph->backend.close_context(handle);
    } catch (...) { // NOLINT(bugprone-empty-catch): there is nobody left to tell
    }
  }

  std::shared_ptr<Graph> graph;
  nn_context *handle;
  std::vector<Input> inputs;
  bool computed = false;
  std::map<uint32_t, Output> outputs; ///< InputMode::severalCopies
  HostBytes::Charge outputCharge;
};

/// What a guest sends with set_input, read from its memory once and checked for itself.
struct GuestTensor {
  nn_tensor tensor;
  uint32_t data;
};

struct Instance::State {
  State(Backends &backends, const std::vector<NamedGraph> &registry, const HostOptions &options,
        std::function<void(const std::string &)> report)
      : backends(backends), registry(registry), options(options), report(std::move(report)), hostBytes(options.limits.hostBytes) {}

  Errno load(GuestMemory memory, uint32_t builders, uint32_t builderCount, uint32_t encodingNumber, uint32_t target, uint32_t graphOut);
  Errno loadByName(GuestMemory memory, uint32_t namePointer, uint32_t nameBytes, uint32_t graphOut);
  Errno initExecutionContext(GuestMemory memory, uint32_t graph, uint32_t contextOut);
  Errno setInput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t tensorPointer);
  Errno compute(GuestMemory memory, uint32_t context);
  Errno getOutput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t buffer, uint32_t bufferBytes, uint32_t writtenOut);
  bool cancel();

  /// What all calls share: the states in which none is possible, the time it takes, and the end of every exception.
  template <class Work> Errno call(const char *callName, std::vector<double> Phases::*phase, GuestMemory memory, Work work) noexcept;

  /// Tells of an error, and returns it.
  Errno fail(Errno error, std::string_view message) noexcept;

  /// Calls into a backend: `work` takes the nn_error and returns the backend's errno.
  template <class Work> Errno inBackend(Work work);

  /// The same for what may take long, with `context` for cancel() where it is a compute.
  template <class Work> Errno inLongBackend(const nn_backend &backend, nn_context *context, Work work);

  Errno checkRoomForGraph();
  Errno addGraph(const nn_backend &backend, nn_graph *loaded, HostBytes::Charge charge, GuestMemory memory, uint32_t graphOut,
                 uint32_t &handle);
  Errno readTensor(GuestMemory memory, uint32_t pointer, GuestTensor &result);
  Errno checkAgainstModel(const Graph &graph, uint32_t index, const nn_tensor &tensor);
  Errno bindCopy(Context &context, uint32_t index, const nn_tensor &tensor, const void *data);
  Errno giveInputs(GuestMemory memory, Context &context, std::vector<FreshCopy> &rebuilt);
  Errno countOutputs(Context &context);

  Backends &backends;
  const std::vector<NamedGraph> &registry;
  const HostOptions options;
  const std::function<void(const std::string &)> report;
  Phases phases;
  HostBytes hostBytes; // before all that is charged to it
  HandleTable<std::shared_ptr<Graph>> graphs;
  HandleTable<std::unique_ptr<Context>> contexts;
  std::map<const NamedGraph *, uint32_t> named; ///< handles of the registry's graphs that are loaded

  const char *callName = "";
  std::atomic<bool> inCall = false;

  std::atomic<bool> cancelled = false;
  std::mutex runningMutex;
  const nn_backend *running = nullptr;  ///< in a call that may take long
  nn_context *runningContext = nullptr; ///< null: not a compute
};

template <class Work> Errno Instance::State::inBackend(Work work) {
  std::array<char, 512> text;
  text.front() = text.back() = '\0';
  const int32_t code = work(nn_error{text.data(), text.size() - 1});
  if (code == 0)
    return Errno::success;
  const bool known = code > 0 && code <= static_cast<int32_t>(Errno::notFound);
  return fail(known ? static_cast<Errno>(code) : Errno::runtimeError,
              text.front() != '\0' ? std::string(text.data()) : "the backend failed with code " + std::to_string(code));
}

template <class Work> Errno Instance::State::inLongBackend(const nn_backend &backend, nn_context *context, Work work) {
  struct Running {
    State &state;
    Running(State &state, const nn_backend &backend, nn_context *context) : state(state) { set(&backend, context); }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;
    ~Running() { set(nullptr, nullptr); }
    void set(const nn_backend *backend, nn_context *context) {
      const std::scoped_lock lock(state.runningMutex);
      state.running = backend;
      state.runningContext = context;
    }
  };
  const Running mark(*this, backend, context);
  // Only now: a cancel() before the mark did not see the call, one after it does.
  return cancelled ? fail(Errno::runtimeError, "the instance was cancelled") : inBackend(work);
}

} // namespace nearnative::nn
