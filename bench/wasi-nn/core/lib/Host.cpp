// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Host.h"

#include "InstanceState.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <new>

namespace nearnative::nn {

namespace {

/// As one line that can be printed, whoever wrote it.
std::string asLine(std::string_view text) {
  std::string line(text.substr(0, std::min(text.find('\0'), size_t{500})));
  for (char &c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = ' ';
  return line;
}

} // namespace

Errno Instance::State::fail(Errno error, std::string_view message) noexcept {
  try {
    if (report)
      report("wasi-nn: " + std::string(callName) + ": " + asLine(message) + " (" + std::string(name(error)) + ")");
  } catch (...) { // NOLINT(bugprone-empty-catch): whoever is told cannot change what happened
  }
  return error;
}

template <class Work>
Errno Instance::State::call(const char *name, std::vector<double> Phases::*phase, GuestMemory memory, Work work) noexcept {
  // A second call at the same time (from a report, from another thread) would find things half done: it is turned away.
  if (inCall.exchange(true))
    return Errno::busy;
  callName = name;
  Errno error;
  try {
    const auto start = options.keepPhases ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
    if (cancelled)
      error = fail(Errno::runtimeError, "the instance was cancelled");
    else if (memory.size() == 0)
      error = fail(Errno::missingMemory, "the guest has no memory");
    else
      error = work();
    if (options.keepPhases)
      (phases.*phase).push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  } catch (const std::bad_alloc &) {
    error = fail(Errno::tooLarge, "the host has no memory left");
  } catch (const std::exception &exception) {
    error = fail(Errno::runtimeError, exception.what());
  } catch (...) {
    error = fail(Errno::runtimeError, "an exception of an unknown kind");
  }
  inCall = false;
  return error;
}

bool Instance::State::cancel() {
  cancelled = true;
  const std::scoped_lock lock(runningMutex);
  if (!running)
    return true;
  if (!runningContext || !running->cancel)
    return false;
  running->cancel(runningContext);
  return true;
}

Instance::Instance(Backends &backends, const std::vector<NamedGraph> &registry, HostOptions options,
                   std::function<void(const std::string &)> report)
    : state(std::make_unique<State>(backends, registry, options, std::move(report))) {}

Instance::~Instance() = default;

Errno Instance::load(GuestMemory memory, uint32_t builders, uint32_t builderCount, uint32_t encoding, uint32_t target,
                     uint32_t graphOut) noexcept {
  return state->call("load", &Phases::load, memory,
                     [&] { return state->load(memory, builders, builderCount, encoding, target, graphOut); });
}

Errno Instance::loadByName(GuestMemory memory, uint32_t name, uint32_t nameBytes, uint32_t graphOut) noexcept {
  return state->call("load_by_name", &Phases::load, memory, [&] { return state->loadByName(memory, name, nameBytes, graphOut); });
}

Errno Instance::initExecutionContext(GuestMemory memory, uint32_t graph, uint32_t contextOut) noexcept {
  return state->call("init_execution_context", &Phases::openContext, memory,
                     [&] { return state->initExecutionContext(memory, graph, contextOut); });
}

Errno Instance::setInput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t tensor) noexcept {
  return state->call("set_input", &Phases::setInput, memory, [&] { return state->setInput(memory, context, index, tensor); });
}

Errno Instance::compute(GuestMemory memory, uint32_t context) noexcept {
  return state->call("compute", &Phases::compute, memory, [&] { return state->compute(memory, context); });
}

Errno Instance::getOutput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t buffer, uint32_t bufferBytes,
                          uint32_t writtenOut) noexcept {
  return state->call("get_output", &Phases::getOutput, memory,
                     [&] { return state->getOutput(memory, context, index, buffer, bufferBytes, writtenOut); });
}

bool Instance::cancel() { return state->cancel(); }

const Phases &Instance::phases() const { return state->phases; }

uint64_t Instance::hostBytes() const { return state->hostBytes.used(); }

std::span<const Import> imports() {
  using Arguments = const uint32_t *;
  static constexpr std::array table = {
      Import{
          "load", 5,
          [](Instance &instance, GuestMemory memory, Arguments a) noexcept { return instance.load(memory, a[0], a[1], a[2], a[3], a[4]); }},
      Import{"load_by_name", 3,
             [](Instance &instance, GuestMemory memory, Arguments a) noexcept { return instance.loadByName(memory, a[0], a[1], a[2]); }},
      Import{
          "init_execution_context", 2,
          [](Instance &instance, GuestMemory memory, Arguments a) noexcept { return instance.initExecutionContext(memory, a[0], a[1]); }},
      Import{"set_input", 3,
             [](Instance &instance, GuestMemory memory, Arguments a) noexcept { return instance.setInput(memory, a[0], a[1], a[2]); }},
      Import{"compute", 1, [](Instance &instance, GuestMemory memory, Arguments a) noexcept { return instance.compute(memory, a[0]); }},
      Import{"get_output", 5,
             [](Instance &instance, GuestMemory memory, Arguments a) noexcept {
               return instance.getOutput(memory, a[0], a[1], a[2], a[3], a[4]);
             }},
  };
  return table;
}

} // namespace nearnative::nn
