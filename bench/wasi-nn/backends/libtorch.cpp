// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// LibTorch: TorchScript, and models of PyTorch Mobile's lite interpreter. Linked, because its interface is C++ through and through; when it
// is missing it is this shared object that cannot be opened.
#include "Glue.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/InferenceMode.h>
#include <caffe2/serialize/file_adapter.h>
#include <caffe2/serialize/inline_container.h>
#include <dlfcn.h>
#include <torch/csrc/jit/ir/alias_analysis.h>
#include <torch/csrc/jit/mobile/import.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/jit_exception.h>
#include <torch/script.h>
#include <torch/version.h>

#include <algorithm>
#include <atomic>
#include <optional>

using namespace nearnative::nn;

namespace {

using caffe2::serialize::ReadAdapterInterface;

/// What a message says: its first line, or the last when the TorchScript interpreter has put its call stack before it.
std::string gist(std::string text) {
  if (text.starts_with("The following operation failed in the TorchScript interpreter")) {
    text.erase(text.find_last_not_of(" \r\n") + 1);
    text.erase(0, text.rfind('\n') + 1);
  }
  return text;
}

/// Calls `body`; LibTorch's exceptions carry stack traces that are no use to a caller.
template <class Body> auto withoutTrace(const Body &body) {
  try {
    return body();
  } catch (const c10::Error &exception) {
    fail(Errno::runtimeError, gist(exception.what_without_backtrace()));
  } catch (const torch::jit::JITException &exception) {
    fail(Errno::runtimeError, gist(exception.what()));
  }
}

std::optional<TensorType> typeOf(at::ScalarType type) {
  switch (type) {
  case at::kHalf:
    return TensorType::f16;
  case at::kFloat:
    return TensorType::f32;
  case at::kDouble:
    return TensorType::f64;
  case at::kByte:
    return TensorType::u8;
  case at::kInt:
    return TensorType::i32;
  case at::kLong:
    return TensorType::i64;
  default:
    return std::nullopt;
  }
}

at::ScalarType torchType(TensorType type) {
  switch (type) {
  case TensorType::f16:
    return at::kHalf;
  case TensorType::f32:
    return at::kFloat;
  case TensorType::f64:
    return at::kDouble;
  case TensorType::u8:
    return at::kByte;
  case TensorType::i32:
    return at::kInt;
  case TensorType::i64:
    return at::kLong;
  }
  return at::ScalarType::Undefined;
}

/// Threads of the calling thread's inferences. OpenMP's number belongs to the calling thread and OpenBLAS' to the process, so both are said
/// wherever an inference may find another.
void useThreads(int threads) {
  thread_local int current = 0;
  static std::atomic<int> blasThreads = 0;
  if (current != threads) {
    at::set_num_threads(threads);
    current = threads;
  }
  if (blasThreads.exchange(threads) != threads) {
    // The BLAS that LibTorch was linked with is the administrator's choice; only OpenBLAS has threads of its own.
    using SetThreads = void (*)(int);
    static const auto set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set != nullptr)
      set(threads);
  }
}

/// The bytes of a load(). LibTorch's own adapter believes every offset that a file names.
class Bytes final : public ReadAdapterInterface {
public:
  explicit Bytes(const nn_part &part) : part(part) {}
  size_t size() const override { return part.size; }
  size_t read(uint64_t position, void *buffer, size_t count, const char *) const override {
    if (position > part.size)
      return 0;
    count = std::min<size_t>(count, part.size - position);
    std::copy_n(static_cast<const std::byte *>(part.data) + position, count, static_cast<std::byte *>(buffer));
    return count;
  }

private:
  nn_part part;
};

/// Bytecode says None where an argument has no default.
bool hasDefault(const c10::Argument &argument) {
  const auto &value = argument.default_value();
  return value && (!value->isNone() || argument.type()->kind() == c10::TypeKind::OptionalType);
}

/// Inputs are the arguments of forward() after `self` that have no default and come before the first that has one.
void describe(nn_graph &graph, const c10::FunctionSchema &schema) {
  const auto &arguments = schema.arguments();
  for (size_t index = 1; index < arguments.size() && !hasDefault(arguments[index]); ++index) {
    const c10::TypePtr &type = arguments[index].type();
    const bool tensor = type->isSubtypeOf(*c10::TensorType::get()) || c10::TensorType::get()->isSubtypeOf(*type);
    graph.inputs.push_back(declaredTensorOfAnyShape(tensor ? -1 : -2));
  }
}

struct Graph : nn_graph {
  int threads;
  bool writesInputs = false; ///< it may: then it gets copies

  explicit Graph(int threads) : threads(threads) {}
  virtual c10::IValue forward(std::vector<c10::IValue> arguments) = 0;
  std::unique_ptr<nn_context> openContext() override;
};

struct ScriptGraph final : Graph {
  torch::jit::Module module;

  ScriptGraph(const torch::jit::Module &loaded, const std::string &optimise, int threadCount) : Graph(threadCount), module(loaded) {
    module.eval();
    if (optimise == "freeze")
      module = torch::jit::freeze(module);
    else if (optimise == "inference")
      module = torch::jit::optimize_for_inference(module);
    const torch::jit::Method method = module.get_method("forward");
    describe(*this, method.function().getSchema());
    const auto graph = method.graph()->copy();
    torch::jit::Inline(*graph);
    const torch::jit::AliasDb aliases(graph);
    writesInputs = std::ranges::any_of(graph->inputs(), [&](const torch::jit::Value *input) { return aliases.hasWriters(input); });
  }

  c10::IValue forward(std::vector<c10::IValue> arguments) override { return module.forward(std::move(arguments)); }
};

struct LiteGraph final : Graph {
  torch::jit::mobile::Module module;

  LiteGraph(torch::jit::mobile::Module loaded, int threadCount) : Graph(threadCount), module(std::move(loaded)) {
    const auto method = module.find_method("forward");
    if (!method)
      fail(Errno::runtimeError, "the model has no method forward()");
    const auto &function = method->function();
    if (function.hasSchema())
      describe(*this, function.getSchema());
    else
      fail(Errno::unsupportedOperation, "the model does not say its inputs; it was saved by a PyTorch that is too old");
    // Bytecode has no alias analysis; an operator whose schema writes is one that might write to an input.
    for (const auto &name : function.get_code().op_names_) {
      const auto schema = c10::Dispatcher::singleton().findSchema(name);
      writesInputs |= !schema || schema->schema().is_mutable();
    }
  }

  c10::IValue forward(std::vector<c10::IValue> arguments) override { return module.forward(std::move(arguments)); }
};

struct Context final : nn_context {
  Graph &model;
  std::vector<at::Tensor> outputs;
  struct Wrapped {
    void *data;
    nn_tensor tensor;
  };
  std::vector<Wrapped> wrapped;

  explicit Context(Graph &graph) : nn_context(graph), model(graph), wrapped(graph.inputs.size()) {}

  // The tensor over it is made anew for each inference: a script may reshape the one that it gets.
  void wrapInput(size_t index, const nn_tensor &tensor, void *data) override { wrapped[index] = {data, tensor}; }

  size_t outputCount() const override { return outputs.size(); }

  void run() override {
    outputs.clear();
    useThreads(model.threads);
    withoutTrace([&] {
      const c10::InferenceMode inferenceMode;
      std::vector<c10::IValue> arguments;
      arguments.reserve(wrapped.size());
      for (const Wrapped &input : wrapped) {
        const std::vector<int64_t> dims(input.tensor.dims, input.tensor.dims + input.tensor.rank);
        const auto tensor = at::from_blob(input.data, dims, at::TensorOptions(torchType(static_cast<TensorType>(input.tensor.type))));
        arguments.emplace_back(model.writesInputs ? tensor.clone() : tensor);
      }
      collect(model.forward(std::move(arguments)));
    });
  }

  /// A tensor, or a tuple or list of tensors; dense, in rows, and not in an input's memory.
  void collect(const c10::IValue &result) {
    std::vector<at::Tensor> made;
    const auto add = [&](const c10::IValue &value) {
      if (!value.isTensor())
        fail(Errno::unsupportedOperation, "the model returns a " + value.tagKind() + " where a tensor is wanted");
      at::Tensor tensor = value.toTensor();
      if (!tensor.defined() || !tensor.device().is_cpu() || tensor.is_quantized() ||
          (tensor.layout() != at::kStrided && tensor.layout() != at::kMkldnn))
        fail(Errno::unsupportedOperation, "the model returns a tensor that is not a plain one of the processor's");
      if (tensor.layout() == at::kMkldnn)
        tensor = tensor.to_dense();
      tensor = tensor.resolve_conj().resolve_neg().contiguous();
      made.push_back(overlapsInput(tensor) ? tensor.clone() : std::move(tensor));
    };
    if (result.isTuple())
      std::ranges::for_each(result.toTupleRef().elements(), add);
    else if (result.isTensorList())
      for (const at::Tensor &tensor : result.toTensorVector())
        add(tensor);
    else if (result.isList())
      std::ranges::for_each(result.toListRef(), add);
    else
      add(result);
    outputs = std::move(made);
  }

  bool overlapsInput(const at::Tensor &tensor) const {
    const auto begin = reinterpret_cast<uintptr_t>(tensor.data_ptr());
    return std::ranges::any_of(wrapped, [&](const Wrapped &input) {
      const auto memory = reinterpret_cast<uintptr_t>(input.data);
      return begin < memory + input.tensor.bytes && memory < begin + tensor.nbytes();
    });
  }

  void output(size_t index, const void *&data, nn_tensor &tensor) override {
    const at::Tensor &value = outputs[index];
    const auto type = typeOf(value.scalar_type());
    if (!type)
      fail(Errno::unsupportedOperation,
           "output " + std::to_string(index) + " is of type " + c10::toString(value.scalar_type()) + ", which WASI-NN does not have");
    tensor = outputTensor(index, *type, {value.sizes().data(), value.sizes().size()});
    data = value.data_ptr();
  }
};

std::unique_ptr<nn_context> Graph::openContext() { return std::make_unique<Context>(*this); }

/// `openModel` gives a new adapter over the model's bytes.
template <class OpenModel> std::unique_ptr<nn_graph> loadFrom(const OpenModel &openModel, const nn_options &options) {
  auto chosen = readOptions(options, {{"optimise", {"inference", "freeze", "none"}}});
  useThreads(options.threads);
  return withoutTrace([&]() -> std::unique_ptr<nn_graph> {
    const bool lite = caffe2::serialize::PyTorchStreamReader(std::shared_ptr<ReadAdapterInterface>(openModel())).hasRecord("bytecode.pkl");
    if (!lite)
      return std::make_unique<ScriptGraph>(torch::jit::load(std::shared_ptr<ReadAdapterInterface>(openModel())), chosen["optimise"],
                                           options.threads);
    if (options.option_count != 0)
      fail(Errno::unsupportedOperation, "a model for the lite interpreter is as it was optimised when it was saved; it takes no options");
    return std::make_unique<LiteGraph>(torch::jit::_load_for_mobile(std::unique_ptr<ReadAdapterInterface>(openModel())), options.threads);
  });
}

std::unique_ptr<nn_graph> load(std::span<const nn_part> parts, const nn_options &options) {
  checkParts(parts, 1, "one part, the TorchScript file");
  return loadFrom([&] { return std::make_unique<Bytes>(parts[0]); }, options);
}

std::unique_ptr<nn_graph> loadFiles(std::span<const char *const> paths, const nn_options &options) {
  checkFiles(paths, 1, "one file, TorchScript");
  return loadFrom([&] { return std::make_unique<caffe2::serialize::FileAdapter>(paths[0]); }, options);
}

} // namespace

namespace nearnative::nn {

Library openLibrary(const char *path) {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void *>(&at::set_num_threads), &info) == 0 || info.dli_fname == nullptr)
    fail(Errno::runtimeError, "LibTorch does not say where it is");
  if (path != nullptr && std::string(path) != info.dli_fname)
    fail(Errno::runtimeError,
         std::string("LibTorch is linked and comes from ") + info.dli_fname + "; use LD_LIBRARY_PATH to have another of the same version");
  return {"libtorch", info.dli_fname, TORCH_VERSION, false, load, loadFiles};
}

} // namespace nearnative::nn
