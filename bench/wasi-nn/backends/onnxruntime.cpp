// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ONNX Runtime by its C API. The library is opened at run time, so that building needs only the header, and an older header's API version
// is what is asked of it.
#include "Glue.h"

#include <onnxruntime_c_api.h>
#include <onnxruntime_session_options_config_keys.h>

#include <algorithm>
#include <optional>
#include <utility>

using namespace nearnative::nn;

namespace {

const OrtApi *ort = nullptr;
OrtEnv *environment = nullptr; // lives as long as the process, as its thread pools may

Errno errnoOf(OrtErrorCode code) {
  switch (code) {
  case ORT_INVALID_ARGUMENT:
    return Errno::invalidArgument;
  case ORT_NO_SUCHFILE:
    return Errno::notFound;
  case ORT_NOT_IMPLEMENTED:
    return Errno::unsupportedOperation;
  default:
    return Errno::runtimeError;
  }
}

void check(OrtStatus *status) {
  if (status == nullptr)
    return;
  const Errno error = errnoOf(ort->GetErrorCode(status));
  std::string message = ort->GetErrorMessage(status);
  ort->ReleaseStatus(status);
  fail(error, std::move(message));
}

/// An object of ONNX Runtime; `release` is a member of the table, which is known only at run time.
template <class T, void (ORT_API_CALL *OrtApi::*release)(T *)> struct Released {
  void operator()(T *object) const { (ort->*release)(object); }
};
template <class T, void (ORT_API_CALL *OrtApi::*release)(T *)> using Owned = std::unique_ptr<T, Released<T, release>>;
using Session = Owned<OrtSession, &OrtApi::ReleaseSession>;
using SessionOptions = Owned<OrtSessionOptions, &OrtApi::ReleaseSessionOptions>;
using Binding = Owned<OrtIoBinding, &OrtApi::ReleaseIoBinding>;
using RunOptions = Owned<OrtRunOptions, &OrtApi::ReleaseRunOptions>;
using MemoryInfo = Owned<OrtMemoryInfo, &OrtApi::ReleaseMemoryInfo>;
using Value = Owned<OrtValue, &OrtApi::ReleaseValue>;
using TypeInfo = Owned<OrtTypeInfo, &OrtApi::ReleaseTypeInfo>;
using ShapeInfo = Owned<OrtTensorTypeAndShapeInfo, &OrtApi::ReleaseTensorTypeAndShapeInfo>;

/// `make` is a call that stores a new object through its last parameter.
template <class Result, class Make> Result make(const Make &call) {
  typename Result::pointer object = nullptr;
  check(call(&object));
  return Result(object);
}

std::optional<TensorType> typeOf(ONNXTensorElementDataType type) {
  switch (type) {
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16:
    return TensorType::f16;
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
    return TensorType::f32;
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE:
    return TensorType::f64;
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8:
    return TensorType::u8;
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32:
    return TensorType::i32;
  case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64:
    return TensorType::i64;
  default:
    return std::nullopt;
  }
}

ONNXTensorElementDataType ortType(TensorType type) {
  switch (type) {
  case TensorType::f16:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
  case TensorType::f32:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
  case TensorType::f64:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE;
  case TensorType::u8:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8;
  case TensorType::i32:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
  case TensorType::i64:
    return ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
  }
  return ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
}

std::vector<int64_t> dimensions(const OrtTensorTypeAndShapeInfo *info) {
  size_t rank = 0;
  check(ort->GetDimensionsCount(info, &rank));
  std::vector<int64_t> dims(rank);
  check(ort->GetDimensions(info, dims.data(), rank));
  return dims;
}

/// An input or output as the model declares it.
nn_tensor_info declared(size_t index, const OrtTypeInfo *type) {
  const OrtTensorTypeAndShapeInfo *tensor = nullptr;
  check(ort->CastTypeInfoToTensorInfo(type, &tensor));
  if (tensor == nullptr)
    return declaredTensorOfAnyShape(-2);
  ONNXTensorElementDataType element{};
  check(ort->GetTensorElementType(tensor, &element));
  const auto known = typeOf(element);
  const auto dims = dimensions(tensor);
  // A scalar and a tensor of unknown rank look alike in this API.
  return dims.empty() ? declaredTensorOfAnyShape(known ? static_cast<int32_t>(*known) : -2)
                      : declaredTensor(index, known ? static_cast<int32_t>(*known) : -2, dims);
}

struct Graph final : nn_graph {
  Session session;
  std::vector<std::string> inputNames, outputNames;
  std::vector<bool> outputIsStatic;

  void describe() {
    OrtAllocator *allocator = nullptr;
    check(ort->GetAllocatorWithDefaultOptions(&allocator));
    const auto take = [&](char *name) {
      std::string text = name;
      allocator->Free(allocator, name);
      return text;
    };
    size_t count = 0;
    check(ort->SessionGetInputCount(session.get(), &count));
    for (size_t index = 0; index < count; ++index) {
      char *name = nullptr;
      check(ort->SessionGetInputName(session.get(), index, allocator, &name));
      inputNames.push_back(take(name));
      const auto type = make<TypeInfo>([&](auto **out) { return ort->SessionGetInputTypeInfo(session.get(), index, out); });
      inputs.push_back(declared(index, type.get()));
    }
    check(ort->SessionGetOutputCount(session.get(), &outputs));
    for (size_t index = 0; index < outputs; ++index) {
      char *name = nullptr;
      check(ort->SessionGetOutputName(session.get(), index, allocator, &name));
      outputNames.push_back(take(name));
      const auto type = make<TypeInfo>([&](auto **out) { return ort->SessionGetOutputTypeInfo(session.get(), index, out); });
      const OrtTensorTypeAndShapeInfo *tensor = nullptr;
      check(ort->CastTypeInfoToTensorInfo(type.get(), &tensor));
      const auto dims = tensor != nullptr ? dimensions(tensor) : std::vector<int64_t>();
      outputIsStatic.push_back(!dims.empty() && std::ranges::all_of(dims, [](int64_t dim) { return dim >= 0; }));
    }
  }

  std::unique_ptr<nn_context> openContext() override;
};

struct Context final : nn_context {
  const Graph &model;
  MemoryInfo memory;
  RunOptions runOptions;
  Binding binding;
  std::vector<Value> outputs; ///< of the last inference; empty until they are asked for

  explicit Context(const Graph &graph)
      : nn_context(graph), model(graph),
        memory(make<MemoryInfo>([](auto **out) { return ort->CreateCpuMemoryInfo(OrtDeviceAllocator, OrtMemTypeDefault, out); })),
        runOptions(make<RunOptions>([](auto **out) { return ort->CreateRunOptions(out); })),
        binding(make<Binding>([&](auto **out) { return ort->CreateIoBinding(graph.session.get(), out); })) {
    for (const std::string &name : model.outputNames)
      check(ort->BindOutputToDevice(binding.get(), name.c_str(), memory.get()));
  }

  void wrapInput(size_t index, const nn_tensor &tensor, void *data) override {
    const std::vector<int64_t> dims(tensor.dims, tensor.dims + tensor.rank);
    const auto value = make<Value>([&](auto **out) {
      return ort->CreateTensorWithDataAsOrtValue(memory.get(), data, tensor.bytes, dims.data(), dims.size(),
                                                 ortType(static_cast<TensorType>(tensor.type)), out);
    });
    check(ort->BindInput(binding.get(), model.inputNames[index].c_str(), value.get()));
  }

  void run() override {
    // A bound output keeps the tensor of the last inference and has it written again: wanted where the shape cannot change, wrong
    // elsewhere.
    outputs.clear();
    for (size_t index = 0; index < model.outputNames.size(); ++index)
      if (!model.outputIsStatic[index])
        check(ort->BindOutputToDevice(binding.get(), model.outputNames[index].c_str(), memory.get()));
    OrtStatus *status = ort->RunWithBinding(model.session.get(), runOptions.get(), binding.get());
    OrtStatus *reset = ort->RunOptionsUnsetTerminate(runOptions.get());
    if (status != nullptr && reset != nullptr)
      ort->ReleaseStatus(std::exchange(reset, nullptr));
    check(status);
    check(reset);
  }

  void output(size_t index, const void *&data, nn_tensor &tensor) override {
    if (outputs.empty())
      fetch();
    int isTensor = 0;
    check(ort->IsTensor(outputs.at(index).get(), &isTensor));
    if (isTensor == 0)
      fail(Errno::unsupportedOperation, "output " + std::to_string(index) + " is no tensor");
    const auto info = make<ShapeInfo>([&](auto **out) { return ort->GetTensorTypeAndShape(outputs[index].get(), out); });
    ONNXTensorElementDataType element{};
    check(ort->GetTensorElementType(info.get(), &element));
    const auto type = typeOf(element);
    if (!type)
      fail(Errno::unsupportedOperation,
           "output " + std::to_string(index) + " is of a type that WASI-NN does not have (ONNX's number " + std::to_string(element) + ")");
    tensor = outputTensor(index, *type, dimensions(info.get()));
    void *bytes = nullptr;
    check(ort->GetTensorMutableData(outputs[index].get(), &bytes));
    data = bytes;
  }

  void fetch() {
    OrtAllocator *allocator = nullptr;
    check(ort->GetAllocatorWithDefaultOptions(&allocator));
    OrtValue **values = nullptr;
    size_t count = 0;
    check(ort->GetBoundOutputValues(binding.get(), allocator, &values, &count));
    outputs.reserve(count);
    for (size_t index = 0; index < count; ++index)
      outputs.emplace_back(values[index]);
    allocator->Free(allocator, static_cast<void *>(values));
  }

  void cancel() override {
    if (OrtStatus *status = ort->RunOptionsSetTerminate(runOptions.get()))
      ort->ReleaseStatus(status);
  }
};

std::unique_ptr<nn_context> Graph::openContext() { return std::make_unique<Context>(*this); }

SessionOptions sessionOptions(const nn_options &options) {
  auto chosen = readOptions(options, {{"optimisation", {"all", "extended", "basic", "none"}}, {"spinning", {"on", "off"}}});
  const std::map<std::string, GraphOptimizationLevel> levels{
      {"all", ORT_ENABLE_ALL}, {"extended", ORT_ENABLE_EXTENDED}, {"basic", ORT_ENABLE_BASIC}, {"none", ORT_DISABLE_ALL}};
  auto made = make<SessionOptions>([](auto **out) { return ort->CreateSessionOptions(out); });
  check(ort->SetSessionGraphOptimizationLevel(made.get(), levels.at(chosen["optimisation"])));
  check(ort->SetSessionExecutionMode(made.get(), ORT_SEQUENTIAL));
  check(ort->SetIntraOpNumThreads(made.get(), options.threads));
  check(ort->SetInterOpNumThreads(made.get(), 1));
  check(ort->AddSessionConfigEntry(made.get(), kOrtSessionOptionsConfigAllowIntraOpSpinning, chosen["spinning"] == "on" ? "1" : "0"));
  return made;
}

std::unique_ptr<nn_graph> load(std::span<const nn_part> parts, const nn_options &options) {
  checkParts(parts, 1, "one part, the ONNX file");
  const auto session = sessionOptions(options);
  // Bytes have no folder, and ONNX Runtime would look for files that they name in the current one. There is nothing below this path.
  check(ort->AddSessionConfigEntry(session.get(), kOrtSessionOptionsModelExternalInitializersFileFolderPath, "/dev/null"));
  auto graph = std::make_unique<Graph>();
  graph->session =
      make<Session>([&](auto **out) { return ort->CreateSessionFromArray(environment, parts[0].data, parts[0].size, session.get(), out); });
  graph->describe();
  return graph;
}

std::unique_ptr<nn_graph> loadFiles(std::span<const char *const> paths, const nn_options &options) {
  checkFiles(paths, 1, "one file, ONNX");
  const auto session = sessionOptions(options);
  auto graph = std::make_unique<Graph>();
  graph->session = make<Session>([&](auto **out) { return ort->CreateSession(environment, paths[0], session.get(), out); });
  graph->describe();
  return graph;
}

/// Nothing is printed; what matters comes back as a status.
void ORT_API_CALL ignore(void *, OrtLoggingLevel, const char *, const char *, const char *, const char *) {}

} // namespace

namespace nearnative::nn {

Library openLibrary(const char *path) {
  const std::string file = path != nullptr ? path : NEARNATIVE_LIBRARY;
  void *library = openShared(file);
  const auto getBase = reinterpret_cast<const OrtApiBase *(*)()>(findSymbol(library, file, "OrtGetApiBase"));
  const OrtApiBase *base = getBase();
  const std::string version = base->GetVersionString();
  ort = base->GetApi(ORT_API_VERSION);
  if (ort == nullptr)
    fail(Errno::runtimeError, file + " is ONNX Runtime " + version + "; this needs 1." + std::to_string(ORT_API_VERSION) + " or newer");
  if (environment == nullptr)
    check(ort->CreateEnvWithCustomLogger(ignore, nullptr, ORT_LOGGING_LEVEL_FATAL, "nearnative", &environment));
  return {"onnxruntime", file, version, true, load, loadFiles};
}

} // namespace nearnative::nn
