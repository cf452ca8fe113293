// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The table of docs/wasi-nn.md, "Which failure gives which errno": every row is run here, and every case here is a row there.
#include "HostBench.h"

#include "nearnative/Files.h"

#include <functional>
#include <gmock/gmock.h>
#include <new>
#include <regex>
#include <stdexcept>

using namespace nearnative;
using namespace nearnative::nn;

namespace {

constexpr uint32_t outside = 0xFFFFFFF0U;

struct Case {
  const char *call;
  const char *text; ///< as in the table
  Errno error;
  std::function<Errno(HostBench &)> run;
};

Errno loadParts(HostBench &bench, const std::vector<uint32_t> &pointersAndLengths, Encoding encoding = Encoding::onnx) {
  const uint32_t builders = bench.guest.put(pointersAndLengths);
  return bench.host().load(bench.memory(), builders, static_cast<uint32_t>(pointersAndLengths.size() / 2), static_cast<uint32_t>(encoding),
                           0, bench.out);
}

Errno setInput(HostBench &bench, uint32_t tensor, uint32_t index = 0) {
  return bench.host().setInput(bench.memory(), bench.context(), index, tensor);
}

void limitTo(HostBench &bench, uint64_t Limits::*limit, uint64_t value) { bench.options.limits.*limit = value; }

/// `run` is given a bench without an instance yet, so that it can set options. What makes the case fail comes last in it.
const std::vector<Case> &cases() {
  static const std::vector<Case> list = {
      {"any", "another call of the same instance runs (a second thread, a call out of a host's callback)", Errno::busy,
       [](HostBench &bench) {
         const uint32_t context = bench.contextWithInput();
         Errno inner = Errno::success;
         bench.fake.hooks["compute"] = [&] {
           inner = bench.host().compute(bench.memory(), context);
           return 0;
         };
         EXPECT_EQ(bench.host().compute(bench.memory(), context), Errno::success);
         return inner;
       }},
      {"any", "the instance was cancelled (deadline)", Errno::runtimeError,
       [](HostBench &bench) {
         const uint32_t context = bench.contextWithInput();
         EXPECT_TRUE(bench.host().cancel());
         return bench.host().compute(bench.memory(), context);
       }},
      {"any", "the guest exports no memory, or one without pages", Errno::missingMemory,
       [](HostBench &bench) { return bench.host().loadByName(GuestMemory(nullptr, 0), 0, 0, 0); }},
      {"any", "the host has no memory left", Errno::tooLarge,
       [](HostBench &bench) {
         bench.fake.hooks["load"] = []() -> int32_t { throw std::bad_alloc(); };
         return bench.load();
       }},
      {"any", "the backend throws an exception, or fails with a number that is no errno", Errno::runtimeError,
       [](HostBench &bench) {
         bench.fake.fail("load", 77);
         EXPECT_EQ(bench.load(), Errno::runtimeError);
         bench.fake.hooks["load"] = []() -> int32_t { throw 42; }; // NOLINT(bugprone-std-exception-baseclass)
         EXPECT_EQ(bench.load(), Errno::runtimeError);
         bench.fake.hooks["load"] = []() -> int32_t { throw std::runtime_error("not mine"); };
         return bench.load();
       }},

      {"load", "the host takes models by name only (`--no-load`)", Errno::unsupportedOperation,
       [](HostBench &bench) {
         bench.options.allowLoad = false;
         return bench.load();
       }},
      {"load", "encoding tensorflow or tensorflowlite, or a number above 5", Errno::invalidEncoding,
       [](HostBench &bench) {
         for (const uint32_t encoding : {2U, 4U, 6U, 0x80000000U})
           EXPECT_EQ(bench.load(encoding), Errno::invalidEncoding);
         return bench.load(0xFFFFFFFFU);
       }},
      {"load", "execution target above 2", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(bench.load(1, 0xFFFFFFFFU), Errno::invalidArgument);
         return bench.load(1, 3);
       }},
      {"load", "execution target gpu or tpu", Errno::unsupportedOperation,
       [](HostBench &bench) {
         EXPECT_EQ(bench.load(1, 1), Errno::unsupportedOperation);
         return bench.load(1, 2);
       }},
      {"load", "another number of builders than the encoding has (onnx, pytorch 1; openvino 2; autodetect 1 or 2)", Errno::invalidArgument,
       [](HostBench &bench) {
         for (const auto &[encoding, count] : std::vector<std::pair<uint32_t, uint32_t>>{
                  {1, 0}, {1, 2}, {1, 0xFFFFFFFFU}, {1, 0x20000001U}, {3, 2}, {0, 1}, {0, 3}, {5, 0}, {5, 3}})
           EXPECT_EQ(bench.host().load(bench.memory(), 64, count, encoding, 0, bench.out), Errno::invalidArgument);
         return bench.host().load(bench.memory(), outside, 0, 1, 0, bench.out);
       }},
      {"load", "the builders do not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         for (const uint32_t pointer : {bench.guest.size() - 7, bench.guest.size(), 0xFFFFFFF8U, 0xFFFFFFFFU})
           EXPECT_EQ(bench.host().load(bench.memory(), pointer, 1, 1, 0, bench.out), Errno::invalidArgument);
         return bench.host().load(bench.memory(), bench.guest.size() - 8, 2, 0, 0, bench.out);
       }},
      {"load", "a builder's bytes do not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t size = bench.guest.size();
         EXPECT_EQ(loadParts(bench, {outside, 1}), Errno::invalidArgument);
         EXPECT_EQ(loadParts(bench, {size - 4, 5}), Errno::invalidArgument);
         EXPECT_EQ(loadParts(bench, {64, 0xFFFFFFFFU}), Errno::invalidArgument);
         EXPECT_EQ(loadParts(bench, {64, 0xFFFFFFC0U}), Errno::invalidArgument) << "pointer and length that wrap to 0";
         EXPECT_EQ(loadParts(bench, {size + 1, 0}), Errno::invalidArgument) << "not even nothing lies there";
         return loadParts(bench, {64, 8, outside, 8}, Encoding::openvino);
       }},
      {"load", "the place for the graph's handle does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t builder = bench.guest.put(std::vector<uint32_t>{64, 8});
         EXPECT_EQ(bench.host().load(bench.memory(), builder, 1, 1, 0, bench.guest.size() - 3), Errno::invalidArgument);
         const Errno error = bench.host().load(bench.memory(), builder, 1, 1, 0, outside);
         EXPECT_EQ(bench.fake.loads, 0) << "nothing was loaded for it";
         return error;
       }},
      {"load", "the first builder has no bytes", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(loadParts(bench, {64, 0, 64, 8}, Encoding::openvino), Errno::invalidArgument);
         return loadParts(bench, {bench.guest.size(), 0});
       }},
      {"load", "the model is larger than `--max-model-bytes`", Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::modelBytes, 8);
         EXPECT_EQ(loadParts(bench, {64, 8}), Errno::success);
         EXPECT_EQ(loadParts(bench, {64, 4, 64, 5}, Encoding::openvino), Errno::tooLarge) << "all parts count";
         return loadParts(bench, {64, 9});
       }},
      {"load", "there are `--max-graphs` graphs", Errno::tooLarge,
       [](HostBench &bench) {
         bench.options.limits.graphs = 2;
         bench.graph();
         bench.graph();
         return bench.load();
       }},
      {"load", "the model does not fit into what is left of `--max-host-bytes`", Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::hostBytes, 12);
         EXPECT_EQ(loadParts(bench, {64, 8}), Errno::success);
         EXPECT_EQ(loadParts(bench, {64, 4}), Errno::success) << "to the last byte";
         return loadParts(bench, {64, 1});
       }},
      {"load", "autodetect, and the bytes are of no known encoding", Errno::invalidEncoding,
       [](HostBench &bench) { return bench.load(5, 0, "neither of them"); }},
      {"load", "the backend of the encoding, or its library, is not installed", Errno::unsupportedOperation,
       [](HostBench &bench) {
         Backends none("/nonexistent");
         Instance instance(none, bench.registry, bench.options);
         return instance.load(bench.memory(), bench.guest.put(std::vector<uint32_t>{64, 8}), 1, 1, 0, bench.out);
       }},
      {"load", "the library refuses the model", Errno::runtimeError,
       [](HostBench &bench) {
         bench.fake.fail("load", 5);
         return bench.load();
       }},

      {"load_by_name", "the name does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(bench.host().loadByName(bench.memory(), outside, 1, bench.out), Errno::invalidArgument);
         EXPECT_EQ(bench.host().loadByName(bench.memory(), bench.guest.size() - 3, 4, bench.out), Errno::invalidArgument);
         return bench.host().loadByName(bench.memory(), 64, 0xFFFFFFFFU, bench.out);
       }},
      {"load_by_name", "the place for the graph's handle does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.registry = {{"a", Encoding::onnx, {"file"}, {}}};
         const uint32_t name = bench.guest.put("a");
         const Errno error = bench.host().loadByName(bench.memory(), name, 1, outside);
         EXPECT_EQ(bench.fake.loads, 0) << "nothing was loaded for it";
         return error;
       }},
      {"load_by_name", "the registry has no such name (an empty one, a path, bytes that are no text)", Errno::notFound,
       [](HostBench &bench) {
         bench.registry = {{"model", Encoding::onnx, {"/etc/hostname"}, {}}};
         for (const std::string_view name : {std::string_view(""), std::string_view("mode"), std::string_view("model\0", 6),
                                             std::string_view("MODEL"), std::string_view("\xff\xfe"), std::string_view("../model")})
           EXPECT_EQ(bench.loadByName(name), Errno::notFound) << name;
         const Errno error = bench.loadByName("/etc/hostname");
         EXPECT_EQ(bench.fake.loads, 0);
         return error;
       }},
      {"load_by_name", "there are `--max-graphs` graphs", Errno::tooLarge,
       [](HostBench &bench) {
         bench.options.limits.graphs = 1;
         bench.registry = {{"a", Encoding::onnx, {"a"}, {}}, {"b", Encoding::onnx, {"b"}, {}}};
         EXPECT_EQ(bench.loadByName("a"), Errno::success);
         EXPECT_EQ(bench.loadByName("a"), Errno::success) << "that one is there already";
         return bench.loadByName("b");
       }},
      {"load_by_name", "the backend of the graph's encoding, or its library, is not installed", Errno::unsupportedOperation,
       [](HostBench &bench) {
         bench.registry = {{"a", Encoding::onnx, {"a"}, {}}};
         Backends none("/nonexistent");
         Instance instance(none, bench.registry, bench.options);
         return instance.loadByName(bench.memory(), bench.guest.put("a"), 1, bench.out);
       }},
      {"load_by_name", "the library refuses the model", Errno::runtimeError,
       [](HostBench &bench) {
         bench.registry = {{"a", Encoding::onnx, {"a"}, {}}};
         bench.fake.fail("load_files", 5);
         return bench.loadByName("a");
       }},

      {"init_execution_context", "no graph of this instance has that handle", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t graph = bench.graph(), context = bench.context(graph);
         for (const uint32_t handle : {0U, graph + 1, graph + 0x10000U, graph | 0x80000000U, context, 0xFFFFFFFFU})
           EXPECT_EQ(bench.host().initExecutionContext(bench.memory(), handle, bench.out), Errno::invalidArgument) << handle;
         Instance other(bench.backends, bench.registry, bench.options);
         return other.initExecutionContext(bench.memory(), graph, bench.out);
       }},
      {"init_execution_context", "the place for the context's handle does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         const Errno error = bench.host().initExecutionContext(bench.memory(), bench.graph(), outside);
         EXPECT_EQ(bench.fake.contexts, 0);
         return error;
       }},
      {"init_execution_context", "there are `--max-contexts` contexts", Errno::tooLarge,
       [](HostBench &bench) {
         bench.options.limits.contexts = 2;
         const uint32_t graph = bench.graph();
         bench.context(graph);
         bench.context(graph);
         return bench.host().initExecutionContext(bench.memory(), graph, bench.out);
       }},
      {"init_execution_context", "the library fails", Errno::runtimeError,
       [](HostBench &bench) {
         bench.fake.fail("open_context", 5);
         return bench.host().initExecutionContext(bench.memory(), bench.graph(), bench.out);
       }},

      {"set_input", "no context of this instance has that handle", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t tensor = bench.goodTensor(), graph = bench.graph(), context = bench.context(graph);
         for (const uint32_t handle : {0U, graph, context + 1, context - 0x10000U, 0xFFFFFFFFU})
           EXPECT_EQ(bench.host().setInput(bench.memory(), handle, 0, tensor), Errno::invalidArgument) << handle;
         return bench.host().setInput(bench.memory(), context ^ 0x80000000U, 0, tensor);
       }},
      {"set_input", "the tensor (its 20 bytes) does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(setInput(bench, bench.guest.size() - 19), Errno::invalidArgument);
         return setInput(bench, outside);
       }},
      {"set_input", "tensor type above 5", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(setInput(bench, bench.guest.tensor(64, 0, 6, 64, 4)), Errno::invalidArgument);
         return setInput(bench, bench.guest.tensor(64, 0, 255, 64, 4));
       }},
      {"set_input", "more dimensions than `--max-rank`", Errno::tooLarge,
       [](HostBench &bench) {
         bench.options.limits.rank = 3;
         EXPECT_EQ(setInput(bench, bench.guest.tensor(64, 4, 1, 64, 4)), Errno::tooLarge);
         EXPECT_EQ(setInput(bench, bench.guest.tensor(outside, 4, 1, 64, 4)), Errno::tooLarge) << "told before they are read";
         return setInput(bench, bench.guest.tensor(64, 0xFFFFFFFFU, 1, 64, 4));
       }},
      {"set_input", "the dimensions do not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(setInput(bench, bench.guest.tensor(bench.guest.size() - 7, 2, 1, 64, 24)), Errno::invalidArgument);
         return setInput(bench, bench.guest.tensor(outside, 2, 1, 64, 24));
       }},
      {"set_input", "the data do not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t dims = bench.guest.put(std::vector<uint32_t>{2, 3});
         EXPECT_EQ(setInput(bench, bench.guest.tensor(dims, 2, 1, bench.guest.size() - 23, 24)), Errno::invalidArgument);
         EXPECT_EQ(setInput(bench, bench.guest.tensor(dims, 2, 1, 24, 0xFFFFFFE8U)), Errno::invalidArgument);
         return setInput(bench, bench.guest.tensor(dims, 2, 1, outside, 24));
       }},
      {"set_input", "the dimensions' product in bytes needs more than 32 bits, zeros left out", Errno::invalidArgument,
       [](HostBench &bench) {
         const auto withDims = [&](const std::vector<uint32_t> &dims) {
           return setInput(bench, bench.guest.tensor(bench.guest.put(dims), static_cast<uint32_t>(dims.size()), 1, 64, 0));
         };
         EXPECT_EQ(withDims({0x10000, 0x10000, 0x10000, 0x10000}), Errno::invalidArgument) << "wraps to 0 in 64 bits";
         EXPECT_EQ(withDims({0x40000000U}), Errno::invalidArgument) << "wraps to 0 in 32 bits with the element's size";
         return withDims({0xFFFFFFFFU, 0xFFFFFFFFU, 0});
       }},
      {"set_input", "the data's length is not the product of the dimensions and the element's size", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t dims = bench.guest.put(std::vector<uint32_t>{2, 3});
         for (const uint32_t length : {0U, 6U, 23U, 25U, 48U})
           EXPECT_EQ(setInput(bench, bench.guest.tensor(dims, 2, 1, 64, length)), Errno::invalidArgument);
         return setInput(bench, bench.guest.tensor(bench.guest.put(std::vector<uint32_t>{0, 3}), 2, 1, 64, 12));
       }},
      {"set_input", "the tensor is larger than `--max-tensor-bytes`", Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::tensorBytes, 23);
         return setInput(bench, bench.goodTensor());
       }},
      {"set_input", "the model has no input of that index", Errno::invalidArgument,
       [](HostBench &bench) {
         EXPECT_EQ(setInput(bench, bench.goodTensor(), 0xFFFFFFFFU), Errno::invalidArgument);
         return setInput(bench, bench.goodTensor(), 1);
       }},
      {"set_input", "the model's input has a type or a rank that WASI-NN does not have", Errno::unsupportedOperation,
       [](HostBench &bench) {
         bench.fake.inputs = {tensorInfo(1, {1, 1, 1, 1, 1, 1, 1, 2, 3})};
         EXPECT_EQ(setInput(bench, bench.goodTensor()), Errno::unsupportedOperation);
         bench.fake.inputs = {tensorInfo(-2, {2, 3})};
         return setInput(bench, bench.goodTensor());
       }},
      {"set_input", "another type than the model's", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.fake.inputs = {tensorInfo(4, {2, 3})};
         return setInput(bench, bench.goodTensor());
       }},
      {"set_input", "another number of dimensions than the model's", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.fake.inputs = {tensorInfo(1, {6})};
         EXPECT_EQ(setInput(bench, bench.goodTensor()), Errno::invalidArgument);
         bench.fake.inputs = {tensorInfo(1, {1, 2, 3})};
         return setInput(bench, bench.goodTensor());
       }},
      {"set_input", "a dimension that is neither the model's nor dynamic there", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.fake.inputs = {tensorInfo(1, {3, 2})};
         EXPECT_EQ(setInput(bench, bench.goodTensor()), Errno::invalidArgument);
         bench.fake.inputs = {tensorInfo(1, {-1, 2})};
         return setInput(bench, bench.goodTensor());
       }},
      {"set_input", "the tensor does not fit into what is left of `--max-host-bytes` (not with deferred inputs: they take none)",
       Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::hostBytes, 5 + 24 + 23);
         const uint32_t graph = bench.graph(), first = bench.context(graph), second = bench.context(graph);
         EXPECT_EQ(bench.host().setInput(bench.memory(), first, 0, bench.goodTensor()), Errno::success);
         EXPECT_EQ(bench.host().setInput(bench.memory(), first, 0, bench.goodTensor()), Errno::success) << "it replaces the first";
         return bench.host().setInput(bench.memory(), second, 0, bench.goodTensor());
       }},
      {"set_input", "the library refuses the tensor", Errno::runtimeError,
       [](HostBench &bench) {
         bench.fake.fail("bind_input", 5);
         return setInput(bench, bench.goodTensor());
       }},

      {"compute", "no context of this instance has that handle", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t context = bench.contextWithInput();
         EXPECT_EQ(bench.host().compute(bench.memory(), 0), Errno::invalidArgument);
         return bench.host().compute(bench.memory(), context + 1);
       }},
      {"compute", "an input of the model is not set", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.fake.inputs.push_back(tensorInfo(1, {2, 3}));
         const uint32_t context = bench.context();
         EXPECT_EQ(bench.host().compute(bench.memory(), context), Errno::invalidArgument);
         EXPECT_EQ(bench.host().setInput(bench.memory(), context, 1, bench.goodTensor()), Errno::success);
         return bench.host().compute(bench.memory(), context);
       }},
      {"compute", "deferred inputs: the data no longer lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         bench.options.inputMode = InputMode::deferred;
         const uint32_t context = bench.contextWithInput();
         return bench.host().compute(GuestMemory(bench.guest.data(), 64), context);
       }},
      {"compute", "deferred inputs: data that are not aligned to their element do not fit into what is left of `--max-host-bytes`",
       Errno::tooLarge,
       [](HostBench &bench) {
         bench.options.inputMode = InputMode::deferred;
         limitTo(bench, &Limits::hostBytes, 5 + 23);
         const uint32_t context = bench.context(), data = bench.guest.place(32);
         const uint32_t tensor = bench.guest.tensor(bench.guest.put(std::vector<uint32_t>{2, 3}), 2, 1, data + 1, 24);
         EXPECT_EQ(bench.host().setInput(bench.memory(), context, 0, tensor), Errno::success);
         return bench.host().compute(bench.memory(), context);
       }},
      {"compute", "the library fails", Errno::runtimeError,
       [](HostBench &bench) {
         const uint32_t context = bench.contextWithInput();
         bench.fake.fail("compute", 5);
         return bench.host().compute(bench.memory(), context);
       }},
      {"compute", "an output is larger than `--max-tensor-bytes`", Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::tensorBytes, 24);
         bench.fake.outputBytes[0] = 25;
         const uint32_t context = bench.contextWithInput();
         return bench.host().compute(bench.memory(), context);
       }},
      {"compute", "the outputs do not fit into what is left of `--max-host-bytes`", Errno::tooLarge,
       [](HostBench &bench) {
         limitTo(bench, &Limits::hostBytes, 5 + 24 + 99);
         bench.fake.outputBytes[0] = 100;
         const uint32_t context = bench.contextWithInput();
         return bench.host().compute(bench.memory(), context);
       }},

      {"get_output", "no context of this instance has that handle", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), 0, 0, buffer, 24, bench.out), Errno::invalidArgument);
         return bench.host().getOutput(bench.memory(), context + 1, 0, buffer, 24, bench.out);
       }},
      {"get_output", "the buffer does not lie in the guest's memory, all of it", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24), size = bench.guest.size();
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0, size - 23, 24, bench.out), Errno::invalidArgument);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0, outside, 24, bench.out), Errno::invalidArgument);
         return bench.host().getOutput(bench.memory(), context, 0, buffer, 0xFFFFFFFFU, bench.out);
       }},
      {"get_output", "the place for the number of bytes does not lie in the guest's memory", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0, buffer, 24, bench.guest.size() - 3), Errno::invalidArgument);
         return bench.host().getOutput(bench.memory(), context, 0, buffer, 24, outside);
       }},
      {"get_output", "before the first compute, or after one that failed", Errno::runtimeError,
       [](HostBench &bench) {
         const uint32_t context = bench.contextWithInput(), buffer = bench.guest.place(24);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0, buffer, 24, bench.out), Errno::runtimeError);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 7, buffer, 24, bench.out), Errno::runtimeError)
             << "told before the index is looked at";
         EXPECT_EQ(bench.host().compute(bench.memory(), context), Errno::success);
         bench.fake.fail("compute", 5);
         EXPECT_EQ(bench.host().compute(bench.memory(), context), Errno::runtimeError);
         return bench.host().getOutput(bench.memory(), context, 0, buffer, 24, bench.out);
       }},
      {"get_output", "the model has no output of that index", Errno::invalidArgument,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24);
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0xFFFFFFFFU, buffer, 24, bench.out), Errno::invalidArgument);
         return bench.host().getOutput(bench.memory(), context, 1, buffer, 24, bench.out);
       }},
      {"get_output", "the output has a type that WASI-NN does not have", Errno::unsupportedOperation,
       [](HostBench &bench) {
         bench.fake.outputs = {tensorInfo(-2, {2, 3})};
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24);
         return bench.host().getOutput(bench.memory(), context, 0, buffer, 24, bench.out);
       }},
      {"get_output", "the library fails", Errno::runtimeError,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.place(24);
         bench.fake.fail("output", 5);
         return bench.host().getOutput(bench.memory(), context, 0, buffer, 24, bench.out);
       }},
      {"get_output", "the buffer is too small: the bytes needed are written, and nothing else", Errno::tooLarge,
       [](HostBench &bench) {
         const uint32_t context = bench.computedContext(), buffer = bench.guest.put(std::string_view("abcdefghijklmnopqrstuvwx"));
         EXPECT_EQ(bench.host().getOutput(bench.memory(), context, 0, buffer, 0, bench.out), Errno::tooLarge);
         EXPECT_EQ(bench.guest.u32(bench.out), 24u);
         bench.guest.write<uint32_t>(bench.out, {0});
         const std::string before = bench.guest.snapshot();
         const Errno error = bench.host().getOutput(bench.memory(), context, 0, buffer, 23, bench.out);
         EXPECT_EQ(bench.guest.u32(bench.out), 24u);
         bench.guest.write<uint32_t>(bench.out, {0});
         EXPECT_EQ(bench.guest.snapshot(), before);
         return error;
       }},
  };
  return list;
}

TEST(ErrnoCases, EachGivesItsErrno) {
  for (const Case &c : cases()) {
    SCOPED_TRACE(std::string(c.call) + ": " + c.text);
    HostBench bench;
    EXPECT_EQ(c.run(bench), c.error);
    for (const std::string &line : bench.reports)
      EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  }
}

std::string cell(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

TEST(ErrnoCases, AreTheTableOfTheManual) {
  const auto manual = readFile(NEARNATIVE_SOURCE_DIR "/docs/wasi-nn.md");
  ASSERT_TRUE(manual) << manual.error().message;
  std::vector<std::string> rows, tested;
  const std::regex row(R"(\n\| `?([a-z_]+)`? \| ([^|]+) \| ([a-z_]+) (\d) \|(?=\n))");
  for (std::sregex_iterator match(manual->begin(), manual->end(), row), end; match != end; ++match)
    rows.push_back((*match)[1].str() + " | " + cell((*match)[2]) + " | " + (*match)[3].str() + " " + (*match)[4].str());
  for (const Case &c : cases())
    tested.push_back(std::string(c.call) + " | " + c.text + " | " + std::string(name(c.error)) + " " +
                     std::to_string(static_cast<int>(c.error)));
  EXPECT_THAT(rows, testing::ElementsAreArray(tested));
}

} // namespace
