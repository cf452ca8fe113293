// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "FakeBackend.h"

#include "wasi-nn/Abi.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

using nearnative::nn::FakeBackend;

struct nn_graph {
  std::vector<nn_tensor_info> inputs, outputs;
  std::map<size_t, size_t> outputBytes;
  bool declaresCounts = true;
  int contexts = 0;
};

namespace {

struct Tensor {
  nn_tensor description{};
  std::vector<std::byte> own;
  const void *borrowed = nullptr; ///< until the end of compute
  bool isBound = false;
};

} // namespace

struct nn_context {
  nn_graph *graph = nullptr;
  std::map<size_t, Tensor> inputs, outputs;
};

namespace {

FakeBackend *fake = nullptr;

void check(bool holds, const std::string &rule) {
  if (!holds)
    fake->violations.push_back(rule);
}

/// What the hook of that function wants returned.
int32_t hooked(const std::string &function, nn_error error) {
  const auto hook = fake->hooks.find(function);
  if (hook == fake->hooks.end())
    return 0;
  const int32_t code = hook->second();
  if (code != 0)
    std::snprintf(error.text, error.size, "%s fails", function.c_str());
  return code;
}

nn_graph *newGraph(const nn_options *options) {
  check(options->threads >= 1, "threads is at least 1");
  fake->threads = options->threads;
  fake->options.assign(options->options, options->options + options->option_count);
  ++fake->loads;
  ++fake->graphs;
  return new nn_graph{fake->inputs, fake->outputs, fake->outputBytes, fake->declaresCounts};
}

int32_t load(const nn_part *parts, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
  if (const int32_t code = hooked("load", error))
    return code;
  fake->loaded.clear();
  for (size_t i = 0; i < count; ++i)
    fake->loaded.emplace_back(static_cast<const char *>(parts[i].data), parts[i].size);
  *graph = newGraph(options);
  return 0;
}

int32_t loadFiles(const char *const *paths, size_t count, const nn_options *options, nn_graph **graph, nn_error error) {
  if (const int32_t code = hooked("load_files", error))
    return code;
  fake->loaded.assign(paths, paths + count);
  *graph = newGraph(options);
  return 0;
}

void unload(nn_graph *graph) {
  check(graph->contexts == 0, "a graph outlives its contexts");
  --fake->graphs;
  delete graph;
  nn_error none{};
  hooked("unload", none);
}

size_t inputCount(const nn_graph *graph) { return graph->declaresCounts ? graph->inputs.size() : SIZE_MAX; }

size_t outputCount(const nn_graph *graph) { return graph->declaresCounts ? graph->outputs.size() : SIZE_MAX; }

void inputInfo(const nn_graph *graph, size_t index, nn_tensor_info *info) {
  check(graph->declaresCounts && index < graph->inputs.size(), "input_info only of a declared input");
  *info = graph->inputs.at(index);
}

int32_t openContext(nn_graph *graph, nn_context **context, nn_error error) {
  if (const int32_t code = hooked("open_context", error))
    return code;
  ++graph->contexts;
  ++fake->contexts;
  *context = new nn_context{graph, {}, {}};
  return 0;
}

void closeContext(nn_context *context) {
  --context->graph->contexts;
  --fake->contexts;
  delete context;
  nn_error none{};
  hooked("close_context", none);
}

void checkTensor(const nn_tensor &tensor) {
  const auto type = nearnative::nn::tensorType(tensor.type);
  check(type.has_value(), "the type is one of the ABI's");
  check(tensor.rank <= NN_MAX_RANK, "the rank is at most NN_MAX_RANK");
  uint64_t bytes = type ? nearnative::nn::elementBytes(*type) : 0;
  for (uint32_t i = 0; i < tensor.rank && i < NN_MAX_RANK; ++i)
    bytes *= tensor.dims[i];
  check(bytes == tensor.bytes, "bytes is the product of the dimensions and the element's size");
}

int32_t bindInput(nn_context *context, size_t index, const nn_tensor *tensor, void **data, nn_error error) {
  if (const int32_t code = hooked("bind_input", error))
    return code;
  checkTensor(*tensor);
  check(!context->graph->declaresCounts || index < context->graph->inputs.size(), "bind_input only of a declared input");
  ++fake->binds;
  Tensor &input = context->inputs[index];
  input = {*tensor, std::vector<std::byte>(tensor->bytes), nullptr, true};
  *data = input.own.data();
  return 0;
}

int32_t borrowInput(nn_context *context, size_t index, const nn_tensor *tensor, const void *data, nn_error error) {
  if (const int32_t code = hooked("borrow_input", error))
    return code;
  checkTensor(*tensor);
  check(!context->graph->declaresCounts || index < context->graph->inputs.size(), "borrow_input only of a declared input");
  const auto type = nearnative::nn::tensorType(tensor->type);
  check(reinterpret_cast<uintptr_t>(data) % nearnative::nn::elementBytes(*type) == 0, "borrowed data have their element's alignment");
  ++fake->borrows;
  context->inputs[index] = {*tensor, {}, data, true};
  return 0;
}

int32_t compute(nn_context *context, nn_error error) {
  if (const int32_t code = hooked("compute", error))
    return code;
  const nn_graph &graph = *context->graph;
  const size_t inputs = graph.declaresCounts ? graph.inputs.size() : context->inputs.size();
  fake->borrowed.clear();
  for (size_t i = 0; i < inputs; ++i) {
    check(context->inputs[i].isBound, "all inputs are given before compute");
    if (context->inputs[i].borrowed)
      fake->borrowed.push_back(context->inputs[i].borrowed);
  }
  context->outputs.clear();
  for (size_t i = 0; i < (graph.declaresCounts ? graph.outputs.size() : inputs); ++i) {
    Tensor &output = context->outputs[i];
    if (const auto bytes = graph.outputBytes.find(i); bytes != graph.outputBytes.end()) {
      output.own.assign(bytes->second, std::byte(i + 1));
      output.description = {.type = 3, .rank = 1, .dims = {static_cast<uint32_t>(bytes->second)}, .bytes = bytes->second};
    } else if (inputs != 0) {
      const Tensor &input = context->inputs[i % inputs];
      const auto *const data = static_cast<const std::byte *>(input.borrowed ? input.borrowed : input.own.data());
      output.own.assign(data, data + input.description.bytes);
      output.description = input.description;
    }
  }
  for (auto &[index, input] : context->inputs) // what was borrowed is no longer ours
    if (std::exchange(input.borrowed, nullptr))
      input.isBound = false;
  return 0;
}

int32_t output(nn_context *context, size_t index, const void **data, nn_tensor *tensor, nn_error error) {
  if (const int32_t code = hooked("output", error))
    return code;
  const auto found = context->outputs.find(index);
  if (found == context->outputs.end()) {
    std::snprintf(error.text, error.size, "there is no output %zu", index);
    return 1;
  }
  if (context->graph->declaresCounts && context->graph->outputs[index].type == -2) {
    std::snprintf(error.text, error.size, "output %zu is bool", index);
    return 6;
  }
  *data = found->second.own.empty() ? nullptr : found->second.own.data();
  *tensor = found->second.description;
  return 0;
}

} // namespace

namespace nearnative::nn {

nn_tensor_info tensorInfo(int32_t type, std::vector<int64_t> dims) {
  nn_tensor_info info{.type = type, .rank = static_cast<int32_t>(dims.size()), .dims = {}};
  for (size_t i = 0; i < dims.size() && i < NN_MAX_RANK; ++i)
    info.dims[i] = dims[i];
  return info;
}

FakeBackend::FakeBackend()
    : inputs{tensorInfo(1, {2, 3})}, outputs(inputs), functions{.version = NN_BACKEND_VERSION,
                                                                .name = "fake",
                                                                .library = "none",
                                                                .library_version = "0",
                                                                .load = ::load,
                                                                .load_files = loadFiles,
                                                                .unload = ::unload,
                                                                .input_count = inputCount,
                                                                .output_count = outputCount,
                                                                .input_info = inputInfo,
                                                                .open_context = openContext,
                                                                .close_context = closeContext,
                                                                .bind_input = bindInput,
                                                                .borrow_input = borrowInput,
                                                                .compute = ::compute,
                                                                .output = ::output,
                                                                .cancel = nullptr} {
  fake = this;
}

FakeBackend::~FakeBackend() { fake = nullptr; }

} // namespace nearnative::nn
