// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// load, load_by_name and init_execution_context.
#include "InstanceState.h"
#include "wasi-nn/Encodings.h"

#include <algorithm>
#include <array>

namespace nearnative::nn {

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
  const nn_options backendOptions = {std::max(options.threads, 1), nullptr, 0};
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
  if (found == registry.end()) {
    std::string shown(wanted.substr(0, 100));
    std::ranges::replace_if(shown, [](char c) { return c < ' ' || c > '~'; }, '?'); // a guest's bytes, perhaps for a terminal
    return fail(Errno::notFound, "no graph is registered as '" + shown + "'");
  }
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
  const nn_options backendOptions = {std::max(options.threads, 1), backendOptionTexts.data(), backendOptionTexts.size()};
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

} // namespace nearnative::nn
