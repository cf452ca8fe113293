// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// set_input, compute and get_output.
#include "InstanceState.h"

#include <algorithm>
#include <array>
#include <limits>

namespace nearnative::nn {

namespace {

/// Inputs that a guest may set when the model does not say how many it has.
constexpr size_t undeclaredInputs = 64;

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
  const std::span<std::byte> data = *memory.range(guest.data, guest.tensor.bytes);
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

} // namespace nearnative::nn
