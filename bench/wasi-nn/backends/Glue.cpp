// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Glue.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <new>
#include <optional>
#include <unistd.h>

namespace nearnative::nn {

namespace {

int32_t report(nn_error error, Errno code, std::string_view message) {
  message = message.substr(0, message.find_first_of("\r\n"));
  if (error.size > 0) {
    const size_t length = std::min(message.size(), error.size - 1);
    // Libraries put what they were given into their messages; a line stays a line.
    std::transform(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(length), error.text,
                   [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c; });
    error.text[length] = '\0';
  }
  return static_cast<int32_t>(code);
}

/// Calls `body`; what it throws becomes an nn_errno and a line.
template <class Body> int32_t guarded(nn_error error, const Body &body) noexcept {
  // The messages are copied, so making them can fail too.
  try {
    try {
      body();
      return static_cast<int32_t>(Errno::success);
    } catch (const Failure &failure) {
      return report(error, failure.error, failure.message);
    } catch (const std::bad_alloc &) {
      return report(error, Errno::tooLarge, "there is not enough memory");
    } catch (const std::exception &exception) {
      return report(error, Errno::runtimeError, exception.what());
    }
  } catch (...) {
    return report(error, Errno::runtimeError, "the library failed and does not say how");
  }
}

std::string inputName(size_t index) { return "input " + std::to_string(index); }

std::string shapeText(std::span<const uint32_t> dims) {
  std::string text = "[";
  for (const uint32_t dim : dims)
    text += (text.size() > 1 ? "," : "") + std::to_string(dim);
  return text + "]";
}

bool sameType(const nn_tensor &left, const nn_tensor &right) {
  return left.type == right.type && left.rank == right.rank && std::equal(left.dims, left.dims + left.rank, right.dims);
}

void checkIndex(const nn_context &context, size_t index) {
  if (index >= context.inputs.size())
    fail(Errno::invalidArgument,
         "there is no " + inputName(index) + "; the model has " + std::to_string(context.inputs.size()) + " inputs, counted from 0");
}

/// That the tensor is one, and one that the model takes.
void checkInput(const nn_context &context, size_t index, const nn_tensor &tensor) {
  checkIndex(context, index);
  const nn_tensor_info &declared = context.graph.inputs[index];
  if (declared.type == -2)
    fail(Errno::unsupportedOperation, inputName(index) + " of the model is of a type that WASI-NN does not have");
  if (!tensorType(tensor.type))
    fail(Errno::unsupportedOperation, inputName(index) + ": " + std::to_string(tensor.type) + " is no tensor type");
  if (tensor.rank > NN_MAX_RANK)
    fail(Errno::invalidArgument, inputName(index) + " has rank " + std::to_string(tensor.rank) + ", above " + std::to_string(NN_MAX_RANK));
  const std::span dims(tensor.dims, tensor.rank);
  if (tensor.bytes != tensorBytesOf(tensor))
    fail(Errno::invalidArgument, inputName(index) + " of shape " + shapeText(dims) + " is not " + std::to_string(tensor.bytes) + " bytes");
  if (declared.type >= 0 && declared.type != tensor.type)
    fail(Errno::invalidArgument,
         inputName(index) + " is of type " + std::to_string(tensor.type) + " and the model takes type " + std::to_string(declared.type));
  const auto fits = [](int64_t wanted, uint32_t given) { return wanted < 0 || wanted == given; };
  if (declared.rank >= 0 && !std::equal(declared.dims, declared.dims + declared.rank, dims.begin(), dims.end(), fits))
    fail(Errno::invalidArgument, inputName(index) + " is of shape " + shapeText(dims) + ", which is not what the model takes");
}

/// Has the library read `data` as input `index`, unless it does already.
void wrap(nn_context &context, size_t index, const nn_tensor &tensor, void *data) {
  nn_context::Input &input = context.inputs[index];
  if (input.wrapped == data && sameType(input.tensor, tensor))
    return;
  input.set = false;
  input.wrapped = nullptr;
  context.wrapInput(index, tensor, data);
  input.tensor = tensor;
  input.wrapped = data;
}

void bind(nn_context &context, size_t index, const nn_tensor &tensor, void **data) {
  checkInput(context, index, tensor);
  nn_context::Input &input = context.inputs[index];
  void *memory = input.memory.reserve(tensor.bytes);
  wrap(context, index, tensor, memory);
  input.set = true;
  input.borrowed = false;
  *data = memory;
}

void borrow(nn_context &context, size_t index, const nn_tensor &tensor, const void *data) {
  checkInput(context, index, tensor);
  // The libraries' interfaces know no constant inputs; they do not write to them.
  wrap(context, index, tensor, const_cast<void *>(data));
  context.inputs[index].set = true;
  context.inputs[index].borrowed = true;
}

void compute(nn_context &context) {
  context.computed = false;
  for (size_t index = 0; index < context.inputs.size(); ++index)
    if (!context.inputs[index].set)
      fail(Errno::invalidArgument, inputName(index) + " is not set");
  // What was borrowed is the caller's again, however the inference ends.
  struct GiveBack {
    nn_context &context;
    ~GiveBack() {
      for (nn_context::Input &input : context.inputs)
        input.set = input.set && !input.borrowed;
    }
  } const giveBack{context};
  context.run();
  context.computed = true;
}

void output(nn_context &context, size_t index, const void **data, nn_tensor *tensor) {
  if (!context.computed)
    fail(Errno::runtimeError, "there are no outputs before an inference");
  if (index >= context.outputCount())
    fail(Errno::invalidArgument, "there is no output " + std::to_string(index) + "; the model has " +
                                     std::to_string(context.outputCount()) + " outputs, counted from 0");
  context.output(index, *data, *tensor);
}

/// The table and what it points to; made once.
struct Backend {
  Library library;
  nn_backend table;
};
std::optional<Backend> opened;

nn_backend makeTable(const Library &library) {
  nn_backend table{};
  table.version = NN_BACKEND_VERSION;
  table.name = library.name;
  table.library = library.path.c_str();
  table.library_version = library.version.c_str();
  table.load = [](const nn_part *parts, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
    return guarded(error, [&] { *graph = opened->library.load({parts, count}, *options).release(); });
  };
  table.load_files = [](const char *const *paths, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
    return guarded(error, [&] { *graph = opened->library.loadFiles({paths, count}, *options).release(); });
  };
  table.unload = [](nn_graph *graph) { delete graph; };
  table.input_count = [](const nn_graph *graph) { return graph->inputs.size(); };
  table.output_count = [](const nn_graph *graph) { return graph->outputs; };
  table.input_info = [](const nn_graph *graph, size_t index, nn_tensor_info *info) {
    *info = index < graph->inputs.size() ? graph->inputs[index] : declaredTensorOfAnyShape(-1);
  };
  table.open_context = [](nn_graph *graph, nn_context **context, nn_error error) {
    return guarded(error, [&] { *context = graph->openContext().release(); });
  };
  table.close_context = [](nn_context *context) { delete context; };
  table.bind_input = [](nn_context *context, size_t index, const nn_tensor *tensor, void **data, nn_error error) {
    return guarded(error, [&] { bind(*context, index, *tensor, data); });
  };
  table.borrow_input = [](nn_context *context, size_t index, const nn_tensor *tensor, const void *data, nn_error error) {
    return guarded(error, [&] { borrow(*context, index, *tensor, data); });
  };
  table.compute = [](nn_context *context, nn_error error) { return guarded(error, [&] { compute(*context); }); };
  table.output = [](nn_context *context, size_t index, const void **data, nn_tensor *tensor, nn_error error) {
    return guarded(error, [&] { output(*context, index, data, tensor); });
  };
  if (library.cancels)
    table.cancel = [](nn_context *context) { context->cancel(); };
  return table;
}

} // namespace

void fail(Errno error, std::string message) { throw Failure{error, std::move(message)}; }

void *Buffer::reserve(size_t bytes) {
  constexpr size_t alignment = 64;
  if (memory && bytes <= capacity)
    return memory.get();
  const size_t rounded = std::max(bytes, alignment) + alignment - 1 & ~(alignment - 1);
  memory.reset();
  if (rounded >= bytes)
    memory.reset(std::aligned_alloc(alignment, rounded));
  capacity = memory ? rounded : 0;
  if (!memory)
    fail(Errno::tooLarge, "there is no memory for a tensor of " + std::to_string(bytes) + " bytes");
  return memory.get();
}

std::map<std::string, std::string> readOptions(const nn_options &options, std::initializer_list<OptionRule> rules) {
  std::map<std::string, std::string> chosen;
  for (const OptionRule &rule : rules)
    chosen[rule.key] = *rule.values.begin();
  for (const std::string option : std::span(options.options, options.option_count)) {
    const size_t equals = option.find('=');
    const auto *rule = std::ranges::find(rules, option.substr(0, equals), [](const OptionRule &known) { return std::string(known.key); });
    if (equals == std::string::npos || rule == rules.end()) {
      std::string known;
      for (const OptionRule &one : rules)
        known += (known.empty() ? "" : ", ") + std::string(one.key);
      fail(Errno::unsupportedOperation, "'" + option + "' is no option; there are: " + (known.empty() ? "none" : known));
    }
    const std::string value = option.substr(equals + 1);
    std::string known;
    for (const char *one : rule->values)
      known += (known.empty() ? "" : "|") + std::string(one);
    if (std::ranges::none_of(rule->values, [&](const char *one) { return value == one; }))
      fail(Errno::unsupportedOperation,
           std::string("option '").append(option).append("': it is ").append(rule->key).append("=").append(known));
    chosen[rule->key] = value;
  }
  return chosen;
}

void checkParts(std::span<const nn_part> parts, size_t wanted, const char *what) {
  if (parts.size() != wanted)
    fail(Errno::invalidArgument, std::string("a model is ") + what + ", not " + std::to_string(parts.size()) + " parts");
  if (parts[0].size == 0)
    fail(Errno::invalidArgument, "the model has no bytes");
}

void checkFiles(std::span<const char *const> paths, size_t wanted, const char *what) {
  if (paths.size() != wanted)
    fail(Errno::invalidArgument, std::string("a model is ") + what + ", not " + std::to_string(paths.size()) + " files");
  for (const char *path : paths)
    if (::access(path, R_OK) != 0)
      fail(Errno::notFound, std::string("cannot read ") + path + ": " + std::strerror(errno));
}

size_t tensorBytesOf(const nn_tensor &tensor) {
  size_t bytes = elementBytes(static_cast<TensorType>(tensor.type));
  bool overflow = false;
  // A zero makes all of it nothing, wherever it stands.
  for (uint32_t index = 0; index < tensor.rank; ++index)
    if (tensor.dims[index] == 0)
      return 0;
  for (uint32_t index = 0; index < tensor.rank; ++index)
    overflow |= __builtin_mul_overflow(bytes, size_t{tensor.dims[index]}, &bytes);
  if (overflow)
    fail(Errno::tooLarge, "a tensor has more bytes than there are addresses");
  return bytes;
}

nn_tensor outputTensor(size_t index, TensorType type, std::span<const int64_t> dims) {
  if (dims.size() > NN_MAX_RANK)
    fail(Errno::unsupportedOperation,
         "output " + std::to_string(index) + " has rank " + std::to_string(dims.size()) + ", above " + std::to_string(NN_MAX_RANK));
  nn_tensor tensor{};
  tensor.type = static_cast<uint8_t>(type);
  tensor.rank = static_cast<uint32_t>(dims.size());
  for (size_t axis = 0; axis < dims.size(); ++axis) {
    if (dims[axis] < 0 || dims[axis] > UINT32_MAX)
      fail(Errno::unsupportedOperation, "output " + std::to_string(index) + " has a dimension of " + std::to_string(dims[axis]));
    tensor.dims[axis] = static_cast<uint32_t>(dims[axis]);
  }
  tensor.bytes = tensorBytesOf(tensor);
  return tensor;
}

nn_tensor_info declaredTensorOfAnyShape(int32_t type) {
  nn_tensor_info info{};
  info.type = type;
  info.rank = -1;
  std::ranges::fill(info.dims, -1);
  return info;
}

nn_tensor_info declaredTensor(size_t index, int32_t type, std::span<const int64_t> dims) {
  if (dims.size() > NN_MAX_RANK)
    fail(Errno::unsupportedOperation,
         inputName(index) + " of the model has rank " + std::to_string(dims.size()) + ", above " + std::to_string(NN_MAX_RANK));
  nn_tensor_info info = declaredTensorOfAnyShape(type);
  info.rank = static_cast<int32_t>(dims.size());
  std::ranges::copy(dims, info.dims);
  return info;
}

void *openShared(const std::string &path) {
  // Without a slash the system's folders are searched.
  if (void *library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL))
    return library;
  fail(Errno::runtimeError, std::string("cannot load it: ") + ::dlerror() + "; run setup/install, or name another with --library");
}

void *findSymbol(void *library, const std::string &path, const char *name) {
  if (void *symbol = ::dlsym(library, name))
    return symbol;
  fail(Errno::runtimeError, path + " has no function " + name + "; it is another library, or a version that is too old");
}

} // namespace nearnative::nn

extern "C" __attribute__((visibility("default"))) const nn_backend *nearnative_nn_backend(const char *library, nn_error error) {
  using namespace nearnative::nn;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const int32_t result = guarded(error, [&] {
    if (!opened) {
      opened.emplace(Backend{openLibrary(library), {}});
      opened->table = makeTable(opened->library);
    } else if (library != nullptr && opened->library.path != library)
      fail(Errno::runtimeError, std::string(opened->library.name) + " is already loaded from " + opened->library.path +
                                    "; a process has one library of each backend");
  });
  return result == 0 ? &opened->table : nullptr;
}
