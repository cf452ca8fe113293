// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasi_nn.hpp, function by function, on the models of guests_test.py. Each exported function gives the number of the check that failed, or
// 0.
#include "wasi_nn.hpp"

#include <array>

using namespace wasi_nn;

namespace {

template <typename T> bool comesBack(const Graph &graph, std::array<T, 3> values) {
  const Result<Context> context = graph.newContext();
  const std::array<uint32_t, 2> shape = {1, 3};
  std::array<T, 8> received = {};
  if (!context || !context->setInput<const T>(0, shape, values) || !context->compute())
    return false;
  const Result<std::span<T>> output = context->getOutput<T>(0, received);
  return output && output->size() == 3 && output->data() == received.data() &&
         __builtin_memcmp(output->data(), &values, sizeof values) == 0;
}

} // namespace

__attribute__((export_name("check"))) int check() {
  const Result<Graph> absent = Graph::byName("absent");
  if (absent || absent.error() != Errno::notFound || std::string_view(name(absent.error())) != "not_found")
    return 1;
  const Result<Graph> graph = Graph::byName(std::string_view("model and more", 5));
  if (!graph || graph.error() != Errno::success)
    return 2;
  if (!comesBack<float>(*graph, {1, -2, 3}) || !comesBack<double>(*graph, {1, -2, 3}) || !comesBack<uint8_t>(*graph, {1, 2, 3}) ||
      !comesBack<int32_t>(*graph, {1, -2, 3}) || !comesBack<int64_t>(*graph, {1, -2, 3}) || !comesBack<Half>(*graph, {{{1}, {2}, {3}}}))
    return 3;

  const Result<Context> context = graph->newContext();
  std::array<float, 2> small = {};
  const std::array<uint32_t, 1> shape = {3};
  const std::array<float, 3> values = {1, 2, 3};
  if (!context)
    return 4;
  if (const Status early = context->compute(); early || early.error() != Errno::invalidArgument)
    return 5;
  if (const auto early = context->getOutput<float>(0, small); early || early.error() != Errno::runtimeError)
    return 6;
  if (!context->setInput<const float>(0, shape, values) || !context->compute())
    return 7;
  if (const auto cut = context->getOutput<float>(0, small); cut || cut.error() != Errno::tooLarge || small[0] != 0)
    return 8;
  if (const Status other = context->setInput<const float>(0, shape, std::span(values).first(2)); other.error() != Errno::invalidArgument)
    return 9;

  const std::array<wasi_nn_builder, 2> parts = {{{"graph", 5}, {"weights", 7}}};
  if (const Result<Graph> loaded = Graph::load(parts, WASI_NN_OPENVINO); !loaded || !comesBack<float>(*loaded, {1, 2, 3}))
    return 10;
  if (const Result<Graph> loaded = Graph::load(parts, 77); loaded || loaded.error() != Errno::invalidEncoding)
    return 11;
  return 0;
}

// Traps: the value of a result that is an error.
__attribute__((export_name("use_of_an_error"))) int useOfAnError() { return static_cast<bool>((*Graph::byName("absent")).newContext()); }
