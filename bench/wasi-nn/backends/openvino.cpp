// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// OpenVINO's CPU plugin by its C API, opened at run time.
#include "Glue.h"

#include <openvino/c/openvino.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

using namespace nearnative::nn;

namespace {

#define NEARNATIVE_OPENVINO_CALLS(call)                                                                                                    \
  call(compiled_model_create_infer_request) call(compiled_model_free) call(compiled_model_input_by_index) call(compiled_model_inputs_size) \
      call(compiled_model_outputs_size) call(port_get_element_type) call(port_get_partial_shape) call(core_compile_model_props)            \
          call(core_create) call(core_free) call(core_read_model) call(core_read_model_from_memory_buffer) call(free)                      \
              call(get_last_err_msg) call(get_openvino_version) call(infer_request_cancel) call(infer_request_free)                        \
                  call(infer_request_get_output_tensor_by_index) call(infer_request_start_async) call(infer_request_wait)                  \
                      call(infer_request_set_input_tensor_by_index) call(model_free) call(output_const_port_free) call(partial_shape_free) \
                          call(shape_free) call(tensor_create) call(tensor_create_from_host_ptr) call(tensor_data) call(tensor_free)       \
                              call(tensor_get_element_type) call(tensor_get_shape) call(version_free)

/// The functions used, without their prefix `ov_`.
struct Calls {
#define NEARNATIVE_DECLARE(name) decltype(&ov_##name) name; // NOLINT(bugprone-macro-parentheses): a member's name
  NEARNATIVE_OPENVINO_CALLS(NEARNATIVE_DECLARE)
#undef NEARNATIVE_DECLARE
};
Calls ov{};
ov_core_t *core = nullptr; // lives as long as the process, as its thread pools may

/// OpenVINO's messages tell first where in its source they come from.
std::string lastMessage() {
  const std::unique_ptr<const char, decltype(ov.free)> text(ov.get_last_err_msg(), ov.free);
  std::string_view rest = text ? text.get() : "";
  std::string message;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!line.empty() && !line.starts_with("Exception from ") && !line.starts_with("Check '"))
      message += (message.empty() ? "" : "; ") + std::string(line);
  }
  return message;
}

void check(ov_status_e status, const char *what) {
  if (status == OK)
    return;
  const std::string message = lastMessage();
  const Errno error = status == NOT_IMPLEMENTED      ? Errno::unsupportedOperation
                      : status == PARAMETER_MISMATCH ? Errno::invalidArgument
                                                     : Errno::runtimeError;
  fail(error, std::string(what) + ": " + (message.empty() ? "OpenVINO's status " + std::to_string(status) : message));
}

template <class T, void (*Calls::*release)(T *)> struct Released {
  void operator()(T *object) const { (ov.*release)(object); }
};
template <class T, void (*Calls::*release)(T *)> using Owned = std::unique_ptr<T, Released<T, release>>;
using Model = Owned<ov_model_t, &Calls::model_free>;
using CompiledModel = Owned<ov_compiled_model_t, &Calls::compiled_model_free>;
using Request = Owned<ov_infer_request_t, &Calls::infer_request_free>;
using Tensor = Owned<ov_tensor_t, &Calls::tensor_free>;
using Port = Owned<ov_output_const_port_t, &Calls::output_const_port_free>;

std::optional<TensorType> typeOf(ov_element_type_e type) {
  switch (type) {
  case F16:
    return TensorType::f16;
  case F32:
    return TensorType::f32;
  case F64:
    return TensorType::f64;
  case U8:
    return TensorType::u8;
  case I32:
    return TensorType::i32;
  case I64:
    return TensorType::i64;
  default:
    return std::nullopt;
  }
}

ov_element_type_e openvinoType(TensorType type) {
  switch (type) {
  case TensorType::f16:
    return F16;
  case TensorType::f32:
    return F32;
  case TensorType::f64:
    return F64;
  case TensorType::u8:
    return U8;
  case TensorType::i32:
    return I32;
  case TensorType::i64:
    return I64;
  }
  return DYNAMIC;
}

nn_tensor_info declared(size_t index, const ov_output_const_port_t *port) {
  ov_element_type_e element{};
  check(ov.port_get_element_type(port, &element), "cannot read an input's type");
  const auto known = typeOf(element);
  const int32_t type = known ? static_cast<int32_t>(*known) : element == DYNAMIC ? -1 : -2;
  ov_partial_shape_t shape{};
  check(ov.port_get_partial_shape(port, &shape), "cannot read an input's shape");
  if (shape.rank.min != shape.rank.max)
    return declaredTensorOfAnyShape(type);
  std::vector<int64_t> dims(static_cast<size_t>(shape.rank.min));
  std::transform(shape.dims, shape.dims + dims.size(), dims.begin(),
                 [](ov_dimension_t dimension) { return dimension.min == dimension.max ? dimension.min : -1; });
  ov.partial_shape_free(&shape);
  return declaredTensor(index, type, dims);
}

struct Graph final : nn_graph {
  CompiledModel compiled;

  Graph(const ov_model_t *model, int threads) {
    const std::string threadCount = std::to_string(threads);
    // f32 stays f32 where the processor has bf16; the operating system places the threads, as with the other backends.
    const std::array<ov_property_t, 4> properties{{{"PERFORMANCE_HINT", "LATENCY"},
                                                   {"INFERENCE_NUM_THREADS", threadCount.c_str()},
                                                   {"INFERENCE_PRECISION_HINT", "f32"},
                                                   {"ENABLE_CPU_PINNING", "NO"}}};
    ov_compiled_model_t *made = nullptr;
    check(ov.core_compile_model_props(core, model, "CPU", properties.size(), properties.data(), &made),
          "OpenVINO cannot compile the model");
    compiled.reset(made);
    check(ov.compiled_model_outputs_size(made, &outputs), "cannot count the outputs");
    size_t count = 0;
    check(ov.compiled_model_inputs_size(made, &count), "cannot count the inputs");
    for (size_t index = 0; index < count; ++index) {
      ov_output_const_port_t *port = nullptr;
      check(ov.compiled_model_input_by_index(made, index, &port), "cannot read an input");
      inputs.push_back(declared(index, Port(port).get()));
    }
  }

  std::unique_ptr<nn_context> openContext() override;
};

struct Context final : nn_context {
  Request request;
  std::vector<Tensor> tensors; ///< the outputs, as far as they were asked for
  std::atomic<bool> running = false;

  explicit Context(const Graph &graph) : nn_context(graph), tensors(graph.outputs) {
    ov_infer_request_t *made = nullptr;
    check(ov.compiled_model_create_infer_request(graph.compiled.get(), &made), "cannot open an inference");
    request.reset(made);
  }

  void wrapInput(size_t index, const nn_tensor &tensor, void *data) override {
    std::array<int64_t, NN_MAX_RANK> dims{};
    std::copy_n(tensor.dims, tensor.rank, dims.begin());
    ov_tensor_t *made = nullptr;
    check(ov.tensor_create_from_host_ptr(openvinoType(static_cast<TensorType>(tensor.type)), {tensor.rank, dims.data()}, data, &made),
          "cannot wrap an input");
    const Tensor wrapped(made);
    check(ov.infer_request_set_input_tensor_by_index(request.get(), index, made), "the model does not take the input");
  }

  void run() override {
    for (Tensor &tensor : tensors)
      tensor.reset();
    running = true;
    // OpenVINO's call that does both at once cannot be cancelled.
    ov_status_e status = ov.infer_request_start_async(request.get());
    if (status == OK)
      status = ov.infer_request_wait(request.get());
    running = false;
    check(status, "the inference failed");
  }

  void output(size_t index, const void *&data, nn_tensor &tensor) override {
    if (!tensors[index]) {
      ov_tensor_t *made = nullptr;
      check(ov.infer_request_get_output_tensor_by_index(request.get(), index, &made), "cannot read an output");
      tensors[index].reset(made);
    }
    ov_element_type_e element{};
    check(ov.tensor_get_element_type(tensors[index].get(), &element), "cannot read an output's type");
    const auto type = typeOf(element);
    if (!type)
      fail(Errno::unsupportedOperation, "output " + std::to_string(index) + " is of a type that WASI-NN does not have (OpenVINO's number " +
                                            std::to_string(element) + ")");
    ov_shape_t shape{};
    check(ov.tensor_get_shape(tensors[index].get(), &shape), "cannot read an output's shape");
    const std::vector<int64_t> dims(shape.dims, shape.dims + shape.rank);
    ov.shape_free(&shape);
    tensor = outputTensor(index, *type, dims);
    void *bytes = nullptr;
    check(ov.tensor_data(tensors[index].get(), &bytes), "cannot read an output's bytes");
    data = bytes;
  }

  void cancel() override {
    // OpenVINO forgets a cancel that comes in the moment before the inference has begun, so it is said again for a while.
    for (int attempt = 0; attempt < 100 && running; ++attempt) {
      ov.infer_request_cancel(request.get());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
};

std::unique_ptr<nn_context> Graph::openContext() { return std::make_unique<Context>(*this); }

std::unique_ptr<nn_graph> load(std::span<const nn_part> parts, const nn_options &options) {
  checkParts(parts, 2, "two parts, the XML and the weights");
  readOptions(options, {});
  // From memory OpenVINO would read other formats too.
  const std::string_view xml(static_cast<const char *>(parts[0].data), parts[0].size);
  if (!xml.substr(std::min(xml.size(), xml.find_first_not_of("\xef\xbb\xbf \t\r\n"))).starts_with('<'))
    fail(Errno::runtimeError, "the first part is no XML, so no OpenVINO model");
  // The model refers to the weights for as long as it lives, the caller's bytes do not; a tensor of OpenVINO's own is kept by the model.
  // A model may have none.
  Tensor weights;
  if (int64_t size = static_cast<int64_t>(parts[1].size); size > 0) {
    ov_tensor_t *made = nullptr;
    check(ov.tensor_create(U8, {1, &size}, &made), "there is no memory for the weights");
    weights.reset(made);
    void *bytes = nullptr;
    check(ov.tensor_data(made, &bytes), "cannot fill the weights");
    std::copy_n(static_cast<const std::byte *>(parts[1].data), parts[1].size, static_cast<std::byte *>(bytes));
  }
  ov_model_t *model = nullptr;
  check(ov.core_read_model_from_memory_buffer(core, xml.data(), xml.size(), weights.get(), &model), "OpenVINO cannot read the model");
  return std::make_unique<Graph>(Model(model).get(), options.threads);
}

std::unique_ptr<nn_graph> loadFiles(std::span<const char *const> paths, const nn_options &options) {
  checkFiles(paths, 2, "two files, .xml and .bin");
  readOptions(options, {});
  ov_model_t *model = nullptr;
  check(ov.core_read_model(core, paths[0], paths[1], &model), "OpenVINO cannot read the model");
  return std::make_unique<Graph>(Model(model).get(), options.threads);
}

} // namespace

namespace nearnative::nn {

Library openLibrary(const char *path) {
  const std::string file = path != nullptr ? path : NEARNATIVE_LIBRARY;
  void *library = openShared(file);
#define NEARNATIVE_FIND(name) ov.name = reinterpret_cast<decltype(ov.name)>(findSymbol(library, file, "ov_" #name));
  NEARNATIVE_OPENVINO_CALLS(NEARNATIVE_FIND)
#undef NEARNATIVE_FIND
  ov_version_t version{};
  check(ov.get_openvino_version(&version), "cannot read OpenVINO's version");
  const std::string text = version.buildNumber;
  ov.version_free(&version);
  if (core == nullptr)
    check(ov.core_create(&core), "cannot start OpenVINO");
  return {"openvino", file, text, true, load, loadFiles};
}

} // namespace nearnative::nn
