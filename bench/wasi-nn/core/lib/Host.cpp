// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Host.h"

#include "wasi-nn/Encodings.h"
#include "wasi-nn/Handles.h"
#include "wasi-nn/HostBytes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <limits>
#include <new>

namespace nearnative::nn {

namespace {

using Bytes = std::span<std::byte>;

/// Inputs that a guest may set when the model does not say how many it has.
constexpr size_t undeclaredInputs = 64;

void copyBytes(void *to, const void *from, size_t count) {
  if (count != 0) // the pointers of an empty tensor may be null
    std::memcpy(to, from, count);
}

/// Bytes in memory of their own, as a Rust host's `to_vec` and `clone` make them.
class FreshCopy {
public:
  FreshCopy() = default;
  FreshCopy(const void *from, size_t count) : bytes(std::make_unique_for_overwrite<std::byte[]>(count)), count(count) {
    copyBytes(bytes.get(), from, count);
  }
  FreshCopy(const FreshCopy &other) : FreshCopy(other.data(), other.size()) {}
  FreshCopy(FreshCopy &&) = default;
  FreshCopy &operator=(const FreshCopy &) = delete;
  FreshCopy &operator=(FreshCopy &&) = default;

  const std::byte *data() const { return bytes.get(); }
  size_t size() const { return count; }

  /// Built again element by element, as a conversion between bytes and numbers does it.
  FreshCopy rebuilt(TensorType type) const {
    switch (elementBytes(type)) {
    case 1:
      return rebuiltBy<uint8_t>();
    case 2:
      return rebuiltBy<uint16_t>();
    case 4:
      return rebuiltBy<uint32_t>();
    default:
      return rebuiltBy<uint64_t>();
    }
  }

private:
  template <class Element> FreshCopy rebuiltBy() const {
    FreshCopy copy;
    copy.bytes = std::make_unique_for_overwrite<std::byte[]>(count);
    copy.count = count;
    for (size_t i = 0; i + sizeof(Element) <= count; i += sizeof(Element)) {
      Element element;
      std::memcpy(&element, bytes.get() + i, sizeof element);
      std::memcpy(copy.bytes.get() + i, &element, sizeof element);
    }
    return copy;
  }

  std::unique_ptr<std::byte[]> bytes;
  size_t count = 0;
};

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

/// As one line that can be printed, whoever wrote it.
std::string asLine(std::string_view text) {
  std::string line(text.substr(0, std::min(text.find('\0'), size_t{500})));
  for (char &c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = ' ';
  return line;
}

std::string shapeText(const nn_tensor &tensor) {
  std::string text = std::string(name(static_cast<TensorType>(tensor.type))) + "[";
  for (uint32_t i = 0; i < tensor.rank; ++i)
    text += (i == 0 ? "" : "x") + std::to_string(tensor.dims[i]);
  return text + "]";
}

std::string shapeText(const nn_tensor_info &info) {
  std::string text = (info.type < 0 ? "any" : std::string(name(static_cast<TensorType>(info.type)))) + "[";
  if (info.rank < 0)
    return text + "...]";
  for (int32_t i = 0; i < info.rank; ++i)
    text += (i == 0 ? "" : "x") + (info.dims[i] < 0 ? "?" : std::to_string(info.dims[i]));
  return text + "]";
}

} // namespace

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

Errno Instance::State::checkRoomForGraph() {
  if (options.limits.graphs != 0 && graphs.size() >= options.limits.graphs)
    return fail(Errno::tooLarge, "the limit of " + std::to_string(options.limits.graphs) + " graphs is reached");
  return Errno::success;
}

Errno Instance::State::addGraph(const nn_backend &backend, nn_graph *loaded, HostBytes::Charge charge, GuestMemory memory,
                                uint32_t graphOut, uint32_t &handle) {
  if (!loaded)
    return fail(Errno::runtimeError, std::string(backend.name) + " gave no graph");
  const auto added = graphs.add(std::make_shared<Graph>(backend, loaded, std::move(charge)));
  if (!added)
    return fail(Errno::tooLarge, "there are no handles left");
  handle = *added;
  memory.writeU32(graphOut, handle);
  return Errno::success;
}

Errno Instance::State::load(GuestMemory memory, uint32_t builders, uint32_t builderCount, uint32_t encodingNumber, uint32_t target,
                            uint32_t graphOut) {
  if (!options.allowLoad)
    return fail(Errno::unsupportedOperation, "this host takes models by name only");
  auto encoding = static_cast<Encoding>(encodingNumber);
  if (encoding != Encoding::autodetect && !supportedEncoding(encoding))
    return fail(Errno::invalidEncoding, "encoding " + std::to_string(encodingNumber) + " (" + std::string(name(encoding)) +
                                            ") is none that this host has a backend for");
  if (target > static_cast<uint32_t>(Target::tpu))
    return fail(Errno::invalidArgument, "execution target " + std::to_string(target) + " is none");
  if (target != static_cast<uint32_t>(Target::cpu))
    return fail(Errno::unsupportedOperation, "this host computes on the CPU only");

  const bool detect = encoding == Encoding::autodetect;
  if (detect ? builderCount != 1 && builderCount != 2 : builderCount != supportedEncoding(encoding)->parts)
    return fail(Errno::invalidArgument, std::to_string(builderCount) + " builders for a model in " + std::string(name(encoding)));
  std::array<std::span<const std::byte>, 2> parts;
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < builderCount; ++i) {
    const auto builder = memory.range(builders, builderCount, builderBytes);
    if (!builder)
      return fail(Errno::invalidArgument, "the builders do not lie in the guest's memory");
    std::array<uint32_t, 2> pointerAndLength;
    std::memcpy(pointerAndLength.data(), builder->data() + size_t{i} * builderBytes, builderBytes);
    const auto part = memory.range(pointerAndLength[0], pointerAndLength[1]);
    if (!part)
      return fail(Errno::invalidArgument, "builder " + std::to_string(i) + " does not lie in the guest's memory");
    parts[i] = *part;
    bytes += part->size();
  }
  if (!memory.range(graphOut, sizeof(uint32_t)))
    return fail(Errno::invalidArgument, "the place for the graph's handle does not lie in the guest's memory");
  if (parts[0].empty())
    return fail(Errno::invalidArgument, "the model has no bytes");

  if (options.limits.modelBytes != 0 && bytes > options.limits.modelBytes)
    return fail(Errno::tooLarge,
                "a model of " + std::to_string(bytes) + " bytes, the limit is " + std::to_string(options.limits.modelBytes));
  if (const Errno error = checkRoomForGraph(); error != Errno::success)
    return error;
  HostBytes::Charge charge(hostBytes);
  if (!charge.resize(bytes))
    return fail(Errno::tooLarge, "a model of " + std::to_string(bytes) + " bytes is above what is left of the limit of " +
                                     std::to_string(options.limits.hostBytes));

  if (detect) {
    const auto detected = detectEncoding(std::span(parts).first(builderCount));
    if (!detected)
      return fail(Errno::invalidEncoding, "the model's bytes are of no known encoding");
    encoding = *detected;
  }
  const auto backend = backends.find(encoding);
  if (!backend)
    return fail(Errno::unsupportedOperation, backend.error().message);

  std::array<nn_part, 2> backendParts;
  std::ranges::transform(parts, backendParts.begin(), [](auto part) { return nn_part{part.data(), part.size()}; });
  const nn_options backendOptions = {options.threads, nullptr, 0};
  nn_graph *loaded = nullptr;
  const Errno error = inLongBackend(**backend, nullptr, [&](nn_error text) {
    return (*backend)->load(backendParts.data(), builderCount, &backendOptions, &loaded, text);
  });
  uint32_t handle;
  return error != Errno::success ? error : addGraph(**backend, loaded, std::move(charge), memory, graphOut, handle);
}

Errno Instance::State::loadByName(GuestMemory memory, uint32_t namePointer, uint32_t nameBytes, uint32_t graphOut) {
  const auto nameRange = memory.range(namePointer, nameBytes);
  if (!nameRange)
    return fail(Errno::invalidArgument, "the name does not lie in the guest's memory");
  if (!memory.range(graphOut, sizeof(uint32_t)))
    return fail(Errno::invalidArgument, "the place for the graph's handle does not lie in the guest's memory");
  const std::string_view wanted(reinterpret_cast<const char *>(nameRange->data()), nameRange->size());
  const auto found = std::ranges::find(registry, wanted, &NamedGraph::name);
  if (found == registry.end())
    return fail(Errno::notFound, "no graph is registered as '" + asLine(wanted.substr(0, 100)) + "'");
  const NamedGraph &graph = *found;

  if (const auto known = named.find(&graph); known != named.end()) {
    memory.writeU32(graphOut, known->second);
    return Errno::success;
  }
  if (const Errno error = checkRoomForGraph(); error != Errno::success)
    return error;
  const auto backend = backends.find(graph.encoding);
  if (!backend)
    return fail(Errno::unsupportedOperation, backend.error().message);

  std::vector<const char *> files, backendOptionTexts;
  for (const std::string &file : graph.files)
    files.push_back(file.c_str());
  for (const std::string &option : graph.options)
    backendOptionTexts.push_back(option.c_str());
  const nn_options backendOptions = {options.threads, backendOptionTexts.data(), backendOptionTexts.size()};
  nn_graph *loaded = nullptr;
  Errno error = inLongBackend(**backend, nullptr, [&](nn_error text) {
    return (*backend)->load_files(files.data(), files.size(), &backendOptions, &loaded, text);
  });
  uint32_t handle;
  if (error == Errno::success)
    error = addGraph(**backend, loaded, HostBytes::Charge(hostBytes), memory, graphOut, handle);
  if (error == Errno::success)
    named[&graph] = handle;
  return error;
}

Errno Instance::State::initExecutionContext(GuestMemory memory, uint32_t graphHandle, uint32_t contextOut) {
  std::shared_ptr<Graph> *const graph = graphs.find(graphHandle);
  if (!graph)
    return fail(Errno::invalidArgument, "there is no graph " + std::to_string(graphHandle));
  if (!memory.range(contextOut, sizeof(uint32_t)))
    return fail(Errno::invalidArgument, "the place for the context's handle does not lie in the guest's memory");
  if (options.limits.contexts != 0 && contexts.size() >= options.limits.contexts)
    return fail(Errno::tooLarge, "the limit of " + std::to_string(options.limits.contexts) + " contexts is reached");

  const nn_backend &backend = (*graph)->backend;
  nn_context *opened = nullptr;
  if (const Errno error =
          inLongBackend(backend, nullptr, [&](nn_error text) { return backend.open_context((*graph)->handle, &opened, text); });
      error != Errno::success)
    return error;
  if (!opened)
    return fail(Errno::runtimeError, std::string(backend.name) + " gave no context");
  auto context = std::make_unique<Context>(*graph, opened, hostBytes);
  if (const size_t count = backend.input_count((*graph)->handle); count != SIZE_MAX)
    for (size_t i = 0; i < count; ++i)
      context->inputs.emplace_back(hostBytes);
  const auto handle = contexts.add(std::move(context));
  if (!handle)
    return fail(Errno::tooLarge, "there are no handles left");
  memory.writeU32(contextOut, *handle);
  return Errno::success;
}

Errno Instance::State::readTensor(GuestMemory memory, uint32_t pointer, GuestTensor &result) {
  const auto fields = memory.range(pointer, tensorBytes);
  if (!fields)
    return fail(Errno::invalidArgument, "the tensor does not lie in the guest's memory");
  const auto field = [&](size_t offset) {
    uint32_t value;
    std::memcpy(&value, fields->data() + offset, sizeof value);
    return value;
  };
  const uint32_t dims = field(0), rank = field(4), bytes = field(16);
  const auto typeNumber = std::to_integer<uint8_t>((*fields)[8]); // one byte: the three after it are padding and hold anything
  result.data = field(12);

  const auto type = tensorType(typeNumber);
  if (!type)
    return fail(Errno::invalidArgument, "tensor type " + std::to_string(typeNumber) + " is none");
  const uint32_t maximumRank = std::min<uint32_t>(options.limits.rank == 0 ? NN_MAX_RANK : options.limits.rank, NN_MAX_RANK);
  if (rank > maximumRank)
    return fail(Errno::tooLarge, "a tensor of " + std::to_string(rank) + " dimensions, the limit is " + std::to_string(maximumRank));
  const auto dimensions = memory.range(dims, rank, dimensionBytes);
  if (!dimensions)
    return fail(Errno::invalidArgument, "the dimensions do not lie in the guest's memory");
  if (!memory.range(result.data, bytes))
    return fail(Errno::invalidArgument, "the tensor's data do not lie in the guest's memory");

  result.tensor = {.type = typeNumber, .rank = rank, .dims = {}, .bytes = bytes};
  copyBytes(result.tensor.dims, dimensions->data(), dimensions->size());
  // A length has 32 bits, so a product beyond them fits none; no dimension may hide behind a zero.
  uint64_t wanted = elementBytes(*type);
  bool empty = false;
  for (uint32_t i = 0; i < rank; ++i) {
    empty |= result.tensor.dims[i] == 0;
    wanted *= std::max(result.tensor.dims[i], 1U);
    if (wanted > std::numeric_limits<uint32_t>::max())
      return fail(Errno::invalidArgument, shapeText(result.tensor) + " is larger than any tensor of a 32-bit guest");
  }
  if (bytes != (empty ? 0 : wanted))
    return fail(Errno::invalidArgument, shapeText(result.tensor) + " has " + std::to_string(empty ? 0 : wanted) +
                                            " bytes, the guest sends " + std::to_string(bytes));
  if (options.limits.tensorBytes != 0 && bytes > options.limits.tensorBytes)
    return fail(Errno::tooLarge,
                "a tensor of " + std::to_string(bytes) + " bytes, the limit is " + std::to_string(options.limits.tensorBytes));
  return Errno::success;
}

Errno Instance::State::checkAgainstModel(const Graph &graph, uint32_t index, const nn_tensor &tensor) {
  const size_t count = graph.backend.input_count(graph.handle);
  if (index >= (count == SIZE_MAX ? undeclaredInputs : count))
    return fail(Errno::invalidArgument,
                "there is no input " + std::to_string(index) + (count == SIZE_MAX ? "" : ", the model has " + std::to_string(count)));
  if (count == SIZE_MAX)
    return Errno::success;
  nn_tensor_info info{};
  graph.backend.input_info(graph.handle, index, &info);
  if (info.type < -1 || info.type > static_cast<int32_t>(TensorType::i64) || info.rank > NN_MAX_RANK)
    return fail(Errno::unsupportedOperation,
                "input " + std::to_string(index) + " of the model has a type or rank that WASI-NN does not have");
  bool agrees = (info.type < 0 || info.type == tensor.type) && (info.rank < 0 || static_cast<uint32_t>(info.rank) == tensor.rank);
  for (int32_t i = 0; agrees && i < info.rank; ++i)
    agrees = info.dims[i] < 0 || info.dims[i] == tensor.dims[i];
  if (!agrees)
    return fail(Errno::invalidArgument,
                "input " + std::to_string(index) + " is " + shapeText(info) + ", the guest sends " + shapeText(tensor));
  return Errno::success;
}

Errno Instance::State::bindCopy(Context &context, uint32_t index, const nn_tensor &tensor, const void *data) {
  if (!context.inputs[index].charge.resize(tensor.bytes))
    return fail(Errno::tooLarge, "a tensor of " + std::to_string(tensor.bytes) + " bytes is above what is left of the limit of " +
                                     std::to_string(options.limits.hostBytes));
  const nn_backend &backend = context.graph->backend;
  // From here on what was there before may be gone, also when this fails.
  context.inputs[index].isSet = false;
  void *bound = nullptr;
  const Errno error = inBackend([&](nn_error text) { return backend.bind_input(context.handle, index, &tensor, &bound, text); });
  if (error != Errno::success)
    return error;
  copyBytes(bound, data, tensor.bytes);
  context.inputs[index].isSet = true;
  return Errno::success;
}

Errno Instance::State::setInput(GuestMemory memory, uint32_t contextHandle, uint32_t index, uint32_t tensorPointer) {
  std::unique_ptr<Context> *const found = contexts.find(contextHandle);
  if (!found)
    return fail(Errno::invalidArgument, "there is no context " + std::to_string(contextHandle));
  Context &context = **found;
  GuestTensor guest;
  if (const Errno error = readTensor(memory, tensorPointer, guest); error != Errno::success)
    return error;
  if (const Errno error = checkAgainstModel(*context.graph, index, guest.tensor); error != Errno::success)
    return error;
  while (context.inputs.size() <= index)
    context.inputs.emplace_back(hostBytes);

  Input &input = context.inputs[index];
  const Bytes data = *memory.range(guest.data, guest.tensor.bytes);
  switch (options.inputMode) {
  case InputMode::copy:
    if (const Errno error = bindCopy(context, index, guest.tensor, data.data()); error != Errno::success)
      return error;
    break;
  case InputMode::deferred:
    input.guestData = guest.data;
    break;
  case InputMode::severalCopies: {
    if (!input.charge.resize(guest.tensor.bytes))
      return fail(Errno::tooLarge, "a tensor of " + std::to_string(guest.tensor.bytes) + " bytes is above what is left of the limit of " +
                                       std::to_string(options.limits.hostBytes));
    const FreshCopy fromGuest(data.data(), data.size());
    input.copy = FreshCopy(fromGuest);
    break;
  }
  }
  input.tensor = guest.tensor;
  input.isSet = true;
  return Errno::success;
}

/// Gives the backend what set_input left for compute. `rebuilt` keeps what the backend borrows until the end of compute.
Errno Instance::State::giveInputs(GuestMemory memory, Context &context, std::vector<FreshCopy> &rebuilt) {
  const nn_backend &backend = context.graph->backend;
  for (uint32_t index = 0; index < context.inputs.size(); ++index) {
    Input &input = context.inputs[index];
    const void *data = nullptr;
    switch (options.inputMode) {
    case InputMode::copy:
      continue;
    case InputMode::deferred: {
      const auto range = memory.range(input.guestData, input.tensor.bytes);
      if (!range)
        return fail(Errno::invalidArgument, "the data of input " + std::to_string(index) + " no longer lie in the guest's memory");
      data = range->data();
      // Libraries want elements at their natural alignment; guests do not owe it.
      if (reinterpret_cast<uintptr_t>(data) % elementBytes(static_cast<TensorType>(input.tensor.type)) != 0) {
        const Errno error = bindCopy(context, index, input.tensor, data);
        input.isSet = true; // as what the guest's memory holds, which this did not change
        if (error != Errno::success)
          return error;
        continue;
      }
      break;
    }
    case InputMode::severalCopies: {
      const FreshCopy cloned(input.copy);
      data = rebuilt.emplace_back(cloned.rebuilt(static_cast<TensorType>(input.tensor.type))).data();
      break;
    }
    }
    if (const Errno error =
            inBackend([&](nn_error text) { return backend.borrow_input(context.handle, index, &input.tensor, data, text); });
        error != Errno::success)
      return error;
  }
  return Errno::success;
}

/// Counts what the outputs take of the host and, with several copies, takes the first two of them.
Errno Instance::State::countOutputs(Context &context) {
  const nn_backend &backend = context.graph->backend;
  const size_t count = backend.output_count(context.graph->handle);
  uint64_t bytes = 0;
  for (uint32_t index = 0; count != SIZE_MAX && index < count; ++index) {
    std::array<char, 2> ignored; // an output that cannot be had is get_output's to tell, and only if it is asked for
    const void *data = nullptr;
    nn_tensor tensor{};
    if (backend.output(context.handle, index, &data, &tensor, nn_error{ignored.data(), ignored.size()}) != 0)
      continue;
    bytes += tensor.bytes;
    if (options.limits.tensorBytes != 0 && tensor.bytes > options.limits.tensorBytes)
      return fail(Errno::tooLarge, "output " + std::to_string(index) + " has " + std::to_string(tensor.bytes) + " bytes, the limit is " +
                                       std::to_string(options.limits.tensorBytes));
    if (options.inputMode == InputMode::severalCopies) {
      const auto type = static_cast<TensorType>(tensor.type);
      context.outputs.insert_or_assign(index, Output{type, FreshCopy(data, tensor.bytes).rebuilt(type)});
    }
  }
  if (!context.outputCharge.set(bytes))
    return fail(Errno::tooLarge, "outputs of " + std::to_string(bytes) + " bytes are above what is left of the limit of " +
                                     std::to_string(options.limits.hostBytes));
  return Errno::success;
}

Errno Instance::State::compute(GuestMemory memory, uint32_t contextHandle) {
  std::unique_ptr<Context> *const found = contexts.find(contextHandle);
  if (!found)
    return fail(Errno::invalidArgument, "there is no context " + std::to_string(contextHandle));
  Context &context = **found;
  context.computed = false;
  context.outputs.clear();
  for (size_t i = 0; i < context.inputs.size(); ++i)
    if (!context.inputs[i].isSet)
      return fail(Errno::invalidArgument, "input " + std::to_string(i) + " is not set");

  std::vector<FreshCopy> rebuilt;
  rebuilt.reserve(context.inputs.size());
  if (const Errno error = giveInputs(memory, context, rebuilt); error != Errno::success)
    return error;
  const nn_backend &backend = context.graph->backend;
  if (const Errno error = inLongBackend(backend, context.handle, [&](nn_error text) { return backend.compute(context.handle, text); });
      error != Errno::success)
    return error;
  if (cancelled) // and the library did not notice
    return fail(Errno::runtimeError, "the instance was cancelled");
  if (const Errno error = countOutputs(context); error != Errno::success)
    return error;
  context.computed = true;
  return Errno::success;
}

Errno Instance::State::getOutput(GuestMemory memory, uint32_t contextHandle, uint32_t index, uint32_t buffer, uint32_t bufferBytes,
                                 uint32_t writtenOut) {
  std::unique_ptr<Context> *const found = contexts.find(contextHandle);
  if (!found)
    return fail(Errno::invalidArgument, "there is no context " + std::to_string(contextHandle));
  Context &context = **found;
  const auto place = memory.range(buffer, bufferBytes);
  if (!place)
    return fail(Errno::invalidArgument, "the buffer does not lie in the guest's memory");
  if (!memory.range(writtenOut, sizeof(uint32_t)))
    return fail(Errno::invalidArgument, "the place for the number of bytes does not lie in the guest's memory");
  if (!context.computed)
    return fail(Errno::runtimeError, "nothing was computed");
  const nn_backend &backend = context.graph->backend;
  if (const size_t count = backend.output_count(context.graph->handle); index >= count)
    return fail(Errno::invalidArgument, "there is no output " + std::to_string(index) + ", the model has " + std::to_string(count));

  const void *data = nullptr;
  nn_tensor tensor{};
  FreshCopy cloned;
  if (const auto copied = context.outputs.find(index); copied != context.outputs.end()) {
    cloned = FreshCopy(copied->second.copy);
    data = cloned.data();
    tensor.bytes = cloned.size();
  } else if (const Errno error = inBackend([&](nn_error text) { return backend.output(context.handle, index, &data, &tensor, text); });
             error != Errno::success)
    return error;

  // Never more than the guest asked for, and all or nothing; how much it is, it learns in any case.
  const auto bytes = static_cast<uint32_t>(std::min<size_t>(tensor.bytes, std::numeric_limits<uint32_t>::max()));
  if (tensor.bytes > bufferBytes) {
    memory.writeU32(writtenOut, bytes);
    return fail(Errno::tooLarge, "output " + std::to_string(index) + " has " + std::to_string(tensor.bytes) +
                                     " bytes, the guest's buffer has " + std::to_string(bufferBytes));
  }
  copyBytes(place->data(), data, tensor.bytes);
  memory.writeU32(writtenOut, bytes);
  return Errno::success;
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
