// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The twelve rules of the host ("Rules" in docs/wasi-nn.md), one group of tests each. Which errno a single failure gives is
// CasesTest.cpp's.
#include "HostBench.h"

#include <condition_variable>
#include <gmock/gmock.h>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

using namespace nearnative;
using namespace nearnative::nn;
using testing::ElementsAre;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); // tests/fuzz/wasi-nn-host.cpp

namespace {

class Rule01GuestRanges : public HostBench, public testing::Test {};
class Rule02MemoryMoves : public HostBench, public testing::TestWithParam<InputMode> {};
class Rule03Shapes : public HostBench, public testing::Test {};
class Rule04Limits : public HostBench, public testing::Test {};
class Rule05Handles : public HostBench, public testing::Test {};
class Rule06Numbers : public HostBench, public testing::Test {};
class Rule07Exceptions : public HostBench, public testing::Test {};
class Rule08Names : public HostBench, public testing::Test {};
class Rule09Outputs : public HostBench, public testing::Test {};
class Rule10Order : public HostBench, public testing::Test {};
class Rule12Deadline : public HostBench, public testing::Test {};

constexpr std::array allModes = {InputMode::copy, InputMode::deferred, InputMode::severalCopies};
std::string modeName(InputMode mode) {
  return mode == InputMode::copy ? "copy" : mode == InputMode::deferred ? "deferred" : "severalCopies";
}
std::string parameterName(const testing::TestParamInfo<InputMode> &info) { return modeName(info.param); }

TEST_F(Rule01GuestRanges, AreCheckedIn64Bits) {
  std::vector<std::byte> bytes(100);
  const GuestMemory small(bytes.data(), bytes.size());
  EXPECT_TRUE(small.range(0, 100));
  EXPECT_TRUE(small.range(100, 0)) << "nothing, at the end";
  EXPECT_FALSE(small.range(101, 0)) << "nothing, beyond the end";
  EXPECT_FALSE(small.range(0, 101));
  EXPECT_FALSE(small.range(1, 100));
  EXPECT_FALSE(small.range(0xFFFFFFFFU, 0xFFFFFFFFU));
  EXPECT_FALSE(small.range(0, uint64_t{1} << 62, 4)) << "a product that is 0 in 64 bits";
  EXPECT_FALSE(small.range(0, 0x40000000U, 4)) << "a product that is 0 in 32 bits";
  EXPECT_FALSE(small.range(96, 0xFFFFFFFFU)) << "a sum that wraps in 32 bits";
  EXPECT_TRUE(small.range(4, 12, 8));
  EXPECT_FALSE(small.range(5, 12, 8));
  EXPECT_EQ(small.range(40, 5, 4)->data(), bytes.data() + 40);
  EXPECT_EQ(small.range(40, 5, 4)->size(), 20u);
  EXPECT_FALSE(GuestMemory(nullptr, 0).range(0, 1));
}

TEST_F(Rule01GuestRanges, NumbersMayLieAtAnyAlignment) {
  std::vector<std::byte> bytes(16);
  const GuestMemory small(bytes.data(), bytes.size());
  EXPECT_TRUE(small.writeU32(5, 0x01020304));
  EXPECT_EQ(bytes[5], std::byte(4));
  EXPECT_EQ(small.readU32(5), 0x01020304u);
  EXPECT_TRUE(small.writeU32(12, 1));
  EXPECT_FALSE(small.writeU32(13, 1));
  EXPECT_FALSE(small.readU32(13));
  EXPECT_FALSE(small.readU32(0xFFFFFFFFU));
}

TEST_F(Rule01GuestRanges, StructuresMayLieAtAnyAlignment) {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  const uint32_t data = guest.put(values);
  guest.place(1, 1);
  const uint32_t dims = guest.put(std::vector<uint32_t>{2, 3}, 1);
  const uint32_t tensor = guest.put(std::vector<uint32_t>{dims, 2, 1, data, 24}, 1);
  const uint32_t builder = guest.put(std::vector<uint32_t>{64, 8}, 1), handle = guest.place(4, 1), bytes = guest.place(4, 1);
  ASSERT_EQ(handle % 4, 1u);
  ASSERT_EQ(host().load(memory(), builder, 1, 1, 0, handle), Errno::success);
  ASSERT_EQ(host().initExecutionContext(memory(), guest.u32(handle), handle), Errno::success);
  const uint32_t context = guest.u32(handle), buffer = guest.place(24, 1);
  ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success);
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  ASSERT_EQ(host().getOutput(memory(), context, 0, buffer, 24, bytes), Errno::success);
  EXPECT_EQ(guest.read<float>(buffer, 6), values);
  EXPECT_EQ(guest.u32(bytes), 24u);
}

TEST_F(Rule01GuestRanges, MayReachToTheLastByte) {
  const uint32_t end = guest.size();
  guest.write<uint32_t>(end - 20, {guest.put(std::vector<uint32_t>{2, 3}), 2, 1, guest.put(std::vector<float>(6, 7)), 24});
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, end - 20), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(host().getOutput(memory(), context, 0, end - 24, 24, end - 28), Errno::success);
  EXPECT_EQ(guest.read<float>(end - 24, 6), std::vector<float>(6, 7));
}

/// The old block is freed at every growth: AddressSanitizer sees whoever kept a pointer into it.
TEST_P(Rule02MemoryMoves, BetweenAnyTwoCalls) {
  options.inputMode = GetParam();
  const uint32_t graph = this->graph();
  guest.grow(65536);
  const uint32_t context = this->context(graph);
  const uint32_t tensor = goodTensor();
  guest.grow(65536);
  ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success);
  for (int i = 0; i < 3; ++i) {
    guest.grow(65536);
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    guest.grow(65536);
    EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  }
}
INSTANTIATE_TEST_SUITE_P(Modes, Rule02MemoryMoves, testing::ValuesIn(allModes), parameterName);

TEST_F(Rule03Shapes, DynamicDimensionsTakeAny) {
  fake.inputs = {tensorInfo(1, {-1, 3, -1})};
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {4, 3, 1}, std::vector<float>(12))), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {1, 3, 5}, std::vector<float>(15))), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {0, 3, 5}, {})), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {1, 5, 3}, std::vector<float>(15))),
            Errno::invalidArgument);
}

TEST_F(Rule03Shapes, UnknownRankAndTypeTakeAny) {
  fake.inputs = {{.type = -1, .rank = -1, .dims = {}}};
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<int64_t>(TensorType::i64, {}, {7})), Errno::success) << "a scalar";
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<uint8_t>(TensorType::u8, {2, 2}, {1, 2, 3, 4})), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {1, 1, 1, 1, 1, 1, 1, 1}, {1})), Errno::success);
}

TEST_F(Rule03Shapes, AScalarIsNoVectorOfOne) {
  fake.inputs = {tensorInfo(1, {})};
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {1}, {1})), Errno::invalidArgument);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {}, {1})), Errno::success);
}

TEST_F(Rule03Shapes, ARefusedTensorLeavesTheOneBefore) {
  const uint32_t context = contextWithInput();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {3, 2}, {9, 9, 9, 9, 9, 9})),
            Errno::invalidArgument);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Rule03Shapes, WhatTheLibraryRefusesIsNotSet) {
  const uint32_t context = contextWithInput();
  fake.fail("bind_input", 6);
  EXPECT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::unsupportedOperation);
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
}

TEST_F(Rule03Shapes, InputsThatAModelDoesNotCountHaveNoGaps) {
  fake.declaresCounts = false;
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 64, goodTensor()), Errno::invalidArgument) << "there is an end to what can be set";
  EXPECT_EQ(host().setInput(memory(), context, 1, goodTensor()), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
  EXPECT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_THAT(output<float>(context, 1, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(host().getOutput(memory(), context, 2, 64, 24, out), Errno::invalidArgument) << "the backend's answer";
}

TEST_F(Rule04Limits, BytesOfTheHostAreCountedAndGivenBack) {
  EXPECT_EQ(host().hostBytes(), 0u);
  fake.fail("load", 5);
  load();
  EXPECT_EQ(host().hostBytes(), 0u) << "a model that was refused";
  fake.hooks.clear();
  const uint32_t graph = this->graph();
  EXPECT_EQ(host().hostBytes(), 5u) << "the model's";
  const uint32_t context = this->context(graph);
  EXPECT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::success);
  EXPECT_EQ(host().hostBytes(), 5u + 24) << "and an input's, once";
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(host().hostBytes(), 5u + 24 + 24) << "and the outputs', once";
}

TEST_F(Rule04Limits, ASmallerTensorGivesBytesBack) {
  fake.inputs = {tensorInfo(3, {-1})};
  options.limits.hostBytes = 5 + 100;
  const uint32_t graph = this->graph(), first = context(graph), second = context(graph);
  const auto set = [&](uint32_t context, uint32_t bytes) {
    return host().setInput(memory(), context, 0, guest.tensor<uint8_t>(TensorType::u8, {bytes}, std::vector<uint8_t>(bytes)));
  };
  EXPECT_EQ(set(first, 100), Errno::success);
  EXPECT_EQ(set(second, 1), Errno::tooLarge);
  EXPECT_EQ(set(first, 60), Errno::success);
  EXPECT_EQ(set(second, 41), Errno::tooLarge);
  EXPECT_EQ(set(second, 40), Errno::success);
}

TEST_F(Rule04Limits, DeferredInputsTakeNoBytesOfTheHost) {
  options.inputMode = InputMode::deferred;
  options.limits.hostBytes = 5 + 24;
  const uint32_t context = contextWithInput();
  EXPECT_EQ(host().hostBytes(), 5u);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(host().hostBytes(), 5u + 24) << "outputs do";
}

TEST_F(Rule04Limits, ModelsOfTheRegistryAreTheHostsOwnChoice) {
  options.limits.modelBytes = options.limits.hostBytes = 1;
  registry = {{"a", Encoding::onnx, {"file"}, {}}};
  EXPECT_EQ(loadByName("a"), Errno::success);
  EXPECT_EQ(host().hostBytes(), 0u);
}

TEST_F(Rule04Limits, NoneIsZero) {
  options.limits = {.modelBytes = 0, .tensorBytes = 0, .hostBytes = 0, .graphs = 0, .contexts = 0, .rank = 0};
  for (int i = 0; i < 40; ++i)
    computedContext();
  fake.inputs = {tensorInfo(1, {1, 1, 1, 1, 1, 1, 1, 1})};
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, std::vector<uint32_t>(8, 1), {1})), Errno::success);
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, std::vector<uint32_t>(9, 1), {1})), Errno::tooLarge)
      << "that one is the interface's";
}

TEST_F(Rule04Limits, HoldForEachInstanceByItself) {
  options.limits.graphs = 1;
  graph();
  Instance other(backends, registry, options);
  const uint32_t builder = guest.put(std::vector<uint32_t>{64, 8});
  EXPECT_EQ(other.load(memory(), builder, 1, 1, 0, out), Errno::success);
  EXPECT_EQ(other.load(memory(), builder, 1, 1, 0, out), Errno::tooLarge);
}

TEST_F(Rule04Limits, AnOutputThatIsTooLargeCannotBeRead) {
  options.limits.tensorBytes = 24;
  fake.outputBytes[0] = 25;
  const uint32_t context = contextWithInput();
  EXPECT_EQ(host().compute(memory(), context), Errno::tooLarge);
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.place(32), 32, out), Errno::runtimeError);
}

TEST_F(Rule05Handles, AreOfOneKindAndOneInstance) {
  const uint32_t graph = this->graph(), second = this->graph(), context = this->context(graph);
  EXPECT_NE(graph, second);
  EXPECT_NE(graph, context);
  for (const uint32_t handle : {graph, second, context}) {
    EXPECT_NE(handle, 0u);
    EXPECT_LT(handle, 0x80000000U) << "guests in C take them for int";
  }
  EXPECT_EQ(host().compute(memory(), graph), Errno::invalidArgument) << "a graph is no context";
  EXPECT_EQ(host().initExecutionContext(memory(), context, out), Errno::invalidArgument) << "a context is no graph";
}

TEST_F(Rule05Handles, OfAnEarlierInstanceAreStale) {
  const uint32_t context = contextWithInput();
  const uint32_t graph = this->graph();
  instance.reset(); // the guest's memory is kept and runs again, as a snapshot does
  this->context(this->graph());
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
  EXPECT_EQ(host().initExecutionContext(memory(), graph, out), Errno::invalidArgument);
}

TEST_F(Rule05Handles, ContextsOfOneGraphAreIndependent) {
  const uint32_t graph = this->graph(), first = context(graph), second = context(graph);
  ASSERT_EQ(host().setInput(memory(), first, 0, goodTensor()), Errno::success);
  ASSERT_EQ(host().setInput(memory(), second, 0, guest.tensor<float>(TensorType::f32, {2, 3}, {6, 5, 4, 3, 2, 1})), Errno::success);
  ASSERT_EQ(host().compute(memory(), second), Errno::success);
  ASSERT_EQ(host().compute(memory(), first), Errno::success);
  EXPECT_THAT(output<float>(first, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(output<float>(second, 0, 6), ElementsAre(6, 5, 4, 3, 2, 1));
}

TEST_F(Rule05Handles, SeveralModelsAtOnce) {
  const uint32_t first = context();
  fake.inputs = {tensorInfo(3, {4})};
  const uint32_t second = context();
  ASSERT_EQ(host().setInput(memory(), second, 0, guest.tensor<uint8_t>(TensorType::u8, {4}, {1, 2, 3, 4})), Errno::success);
  ASSERT_EQ(host().setInput(memory(), first, 0, goodTensor()), Errno::success);
  ASSERT_EQ(host().compute(memory(), first), Errno::success);
  ASSERT_EQ(host().compute(memory(), second), Errno::success);
  EXPECT_THAT(output<float>(first, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(output<uint8_t>(second, 0, 4), ElementsAre(1, 2, 3, 4));
}

TEST_F(Rule06Numbers, EncodingsAndTargetsOutOfRangeAreErrors) {
  options.limits.graphs = 0;
  for (const uint32_t encoding : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 255U, 256U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU})
    for (const uint32_t target : {0U, 1U, 2U, 3U, 255U, 256U, 0x80000000U, 0xFFFFFFFFU}) {
      const bool hasBackend = encoding == 0 || encoding == 1 || encoding == 3 || encoding == 5;
      const Errno expected = !hasBackend     ? Errno::invalidEncoding
                             : target > 2    ? Errno::invalidArgument
                             : target > 0    ? Errno::unsupportedOperation
                             : encoding == 0 ? Errno::invalidArgument // one builder is not enough for OpenVINO
                                             : Errno::success;
      EXPECT_EQ(load(encoding, target, "PK\x03\x04"), expected) << encoding << " " << target;
    }
}

TEST_F(Rule06Numbers, OfTensorTypesAllButSixAreErrors) {
  fake.inputs = {{.type = -1, .rank = -1, .dims = {}}};
  const uint32_t context = this->context(), dims = guest.put(std::vector<uint32_t>{8}), data = guest.place(64);
  const std::array<uint32_t, 6> sizes = {2, 4, 8, 1, 4, 8};
  for (uint32_t type = 0; type < 256; ++type)
    EXPECT_EQ(host().setInput(memory(), context, 0,
                              guest.tensor(dims, 1, static_cast<uint8_t>(type), data, 8 * (type < sizes.size() ? sizes[type] : 4))),
              type < sizes.size() ? Errno::success : Errno::invalidArgument)
        << type;
}

TEST_F(Rule06Numbers, NamesOfThem) {
  EXPECT_EQ(name(Errno::success), "success");
  EXPECT_EQ(name(Errno::notFound), "not_found");
  EXPECT_EQ(name(static_cast<Errno>(9)), "unknown");
  EXPECT_EQ(name(static_cast<Errno>(-1)), "unknown");
  EXPECT_EQ(name(TensorType::i64), "i64");
  EXPECT_EQ(name(static_cast<TensorType>(6)), "unknown");
  EXPECT_EQ(name(static_cast<Encoding>(6)), "unknown");
  for (uint32_t i = 0; i <= 5; ++i)
    EXPECT_EQ(encodingNamed(name(static_cast<Encoding>(i))), static_cast<Encoding>(i));
  EXPECT_FALSE(encodingNamed("unknown"));
}

/// What each function of a backend throws ends as an errno, and the instance goes on.
TEST_F(Rule07Exceptions, EndInTheHost) {
  registry = {{"a", Encoding::onnx, {"file"}, {}}};
  const std::map<std::string, std::function<Errno()>> calls = {
      {"load", [&] { return load(); }},
      {"load_files", [&] { return loadByName("a"); }},
      {"open_context", [&] { return host().initExecutionContext(memory(), graph(), out); }},
      {"bind_input", [&] { return host().setInput(memory(), context(), 0, goodTensor()); }},
      {"compute", [&] { return host().compute(memory(), contextWithInput()); }},
  };
  const std::vector<std::pair<std::function<int32_t()>, Errno>> throwers = {
      {[]() -> int32_t { throw std::runtime_error("of the\nlibrary"); }, Errno::runtimeError},
      {[]() -> int32_t { throw 42; }, Errno::runtimeError}, // NOLINT(bugprone-std-exception-baseclass)
      {[]() -> int32_t { throw std::bad_alloc(); }, Errno::tooLarge},
      {[] { return 9; }, Errno::runtimeError},
      {[] { return -1; }, Errno::runtimeError},
      {[] { return INT32_MIN; }, Errno::runtimeError},
  };
  for (const auto &[function, call] : calls)
    for (const auto &[thrower, error] : throwers) {
      fake.hooks = {{function, thrower}};
      EXPECT_EQ(call(), error) << function;
      fake.hooks.clear();
      EXPECT_EQ(call(), Errno::success) << function << " afterwards";
      instance.reset();
    }
}

TEST_F(Rule07Exceptions, OfAnOutputToo) {
  const uint32_t context = contextWithInput(), buffer = guest.place(24);
  fake.hooks["output"] = []() -> int32_t { throw std::runtime_error("no"); };
  EXPECT_EQ(host().compute(memory(), context), Errno::runtimeError);
  fake.hooks.clear();
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  fake.hooks["output"] = []() -> int32_t { throw std::runtime_error("no"); };
  EXPECT_EQ(host().getOutput(memory(), context, 0, buffer, 24, out), Errno::runtimeError);
  fake.hooks.clear();
  EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Rule07Exceptions, OfBorrowedInputsToo) {
  options.inputMode = InputMode::deferred;
  const uint32_t context = contextWithInput();
  fake.hooks["borrow_input"] = []() -> int32_t { throw std::runtime_error("no"); };
  EXPECT_EQ(host().compute(memory(), context), Errno::runtimeError);
  fake.fail("borrow_input", 6);
  EXPECT_EQ(host().compute(memory(), context), Errno::unsupportedOperation);
  fake.hooks.clear();
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
}

TEST_F(Rule07Exceptions, AtTheEndOfAnInstance) {
  fake.hooks["unload"] = fake.hooks["close_context"] = []() -> int32_t { throw std::runtime_error("no"); };
  context();
  instance.reset();
  EXPECT_EQ(fake.graphs, 0);
}

TEST_F(Rule07Exceptions, OfTheOneWhoIsTold) {
  instance = std::make_unique<Instance>(backends, registry, options, [](const std::string &) { throw std::runtime_error("not now"); });
  EXPECT_EQ(load(77), Errno::invalidEncoding);
  EXPECT_EQ(load(), Errno::success);
}

TEST_F(Rule07Exceptions, ABackendThatGivesNothing) {
  nn_backend empty = *fake.table();
  empty.load = [](const nn_part *, size_t, const nn_options *, nn_graph **, nn_error) -> int32_t { return 0; };
  backends.put(Encoding::onnx, &empty);
  EXPECT_EQ(load(), Errno::runtimeError);
  empty.load = fake.table()->load;
  empty.open_context = [](nn_graph *, nn_context **, nn_error) -> int32_t { return 0; };
  EXPECT_EQ(host().initExecutionContext(memory(), graph(), out), Errno::runtimeError);
  instance.reset(); // before its backend
}

TEST_F(Rule08Names, ComeFromTheRegistryWithItsFilesAndOptions) {
  registry = {{"net", Encoding::openvino, {"/models/net.xml", "/models/net.bin"}, {"a=1", "b=2"}}};
  options.threads = 3;
  EXPECT_EQ(loadByName("/models/net.xml"), Errno::notFound);
  EXPECT_EQ(loadByName("net"), Errno::success);
  EXPECT_THAT(fake.loaded, ElementsAre("/models/net.xml", "/models/net.bin"));
  EXPECT_THAT(fake.options, ElementsAre("a=1", "b=2"));
  EXPECT_EQ(fake.threads, 3);
  context(guest.u32(out));
}

TEST_F(Rule08Names, GiveTheSameGraphAgainAndOnlyInTheirInstance) {
  registry = {{"a", Encoding::onnx, {"a"}, {}}, {"b", Encoding::onnx, {"b"}, {}}};
  EXPECT_EQ(loadByName("a"), Errno::success);
  const uint32_t first = guest.u32(out);
  EXPECT_EQ(loadByName("b"), Errno::success);
  EXPECT_NE(guest.u32(out), first);
  EXPECT_EQ(loadByName("a"), Errno::success);
  EXPECT_EQ(guest.u32(out), first);
  EXPECT_EQ(fake.loads, 2) << "there is no unload: asking again must not cost";
  Instance other(backends, registry, options);
  EXPECT_EQ(other.loadByName(memory(), guest.put("a"), 1, out), Errno::success);
  EXPECT_EQ(fake.loads, 3) << "nothing is shared between guests";
}

TEST_F(Rule08Names, ThatFailedMayBeAskedForAgain) {
  registry = {{"a", Encoding::onnx, {"a"}, {}}};
  fake.fail("load_files", 5);
  EXPECT_EQ(loadByName("a"), Errno::runtimeError);
  fake.hooks.clear();
  EXPECT_EQ(loadByName("a"), Errno::success);
}

TEST_F(Rule09Outputs, OfNoBytesAreLegal) {
  fake.outputBytes[0] = 0;
  const uint32_t context = contextWithInput();
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  guest.write<uint32_t>(out, {77});
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.size(), 0, out), Errno::success);
  EXPECT_EQ(guest.u32(out), 0u);
}

TEST_F(Rule09Outputs, AskingWithAnEmptyBufferTellsTheSize) {
  const uint32_t context = computedContext();
  EXPECT_EQ(host().getOutput(memory(), context, 0, 0, 0, out), Errno::tooLarge);
  EXPECT_EQ(guest.u32(out), 24u);
}

TEST_F(Rule09Outputs, ALargerBufferKeepsItsRest) {
  const uint32_t context = computedContext(), buffer = guest.put(std::vector<float>(8, -1));
  EXPECT_EQ(host().getOutput(memory(), context, 0, buffer, 32, out), Errno::success);
  EXPECT_EQ(guest.u32(out), 24u);
  EXPECT_THAT(guest.read<float>(buffer, 8), ElementsAre(1, 2, 3, 4, 5, 6, -1, -1));
}

TEST_F(Rule09Outputs, MayBeReadAgainAndAfterTheNextInputIsSet) {
  const uint32_t context = computedContext();
  ASSERT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {2, 3}, {9, 9, 9, 9, 9, 9})), Errno::success);
  for (int i = 0; i < 2; ++i)
    EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Rule09Outputs, ThatCannotBeHadDoNotTakeTheOthersAlong) {
  fake.outputs = {tensorInfo(-2, {2, 3}), tensorInfo(1, {2, 3})};
  const uint32_t context = computedContext();
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.place(24), 24, out), Errno::unsupportedOperation);
  EXPECT_THAT(output<float>(context, 1, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Rule10Order, ComputeNeedsAllInputsOnce) {
  fake.inputs = {tensorInfo(1, {2, 3}), tensorInfo(1, {2, 3})};
  const uint32_t context = this->context();
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
  EXPECT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.place(24), 24, out), Errno::runtimeError);
  EXPECT_EQ(host().setInput(memory(), context, 1, goodTensor()), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(host().compute(memory(), context), Errno::success) << "inputs stay set";
}

TEST_F(Rule10Order, AModelWithoutInputsComputesAtOnce) {
  fake.inputs.clear();
  fake.outputBytes[0] = 3;
  const uint32_t context = this->context();
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_THAT(output<uint8_t>(context, 0, 3), ElementsAre(1, 1, 1));
}

/// The fuzzer's calls, bytes drawn at random (the fuzzer itself looks for bytes that reach further): tests/fuzz/wasi-nn-host.cpp checks
/// itself that no call writes where it must not and that nothing is left behind.
TEST(Rule11Fuzzing, OfCallsDrawnAtRandom) {
  std::mt19937 random(20261121); // NOLINT(bugprone-random-generator-seed): the same calls in every run
  for (int i = 0; i < 2000; ++i) {
    std::vector<uint8_t> bytes(random() % 600);
    for (uint8_t &byte : bytes)
      byte = static_cast<uint8_t>(random() % 3 == 0 ? random() % 8 : random());
    EXPECT_EQ(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()), 0);
  }
}

/// Runs compute on a thread of its own, with a backend that computes until it is told to go on.
class SlowCompute {
public:
  explicit SlowCompute(HostBench &bench, const std::string &function = "compute") {
    bench.fake.hooks[function] = [this] {
      std::unique_lock lock(mutex);
      started = true;
      changed.notify_all();
      changed.wait(lock, [this] { return ended; });
      return result;
    };
  }
  void awaitStart() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return started; });
  }
  void end(int32_t withResult) {
    const std::scoped_lock lock(mutex);
    ended = true;
    result = withResult;
    changed.notify_all();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  bool started = false, ended = false;
  int32_t result = 0;
};

SlowCompute *slow = nullptr;

TEST_F(Rule12Deadline, EndsAComputeThatRuns) {
  const uint32_t context = contextWithInput();
  SlowCompute work(*this);
  slow = &work;
  fake.setCancel([](nn_context *) { slow->end(5); });
  Errno error = Errno::success;
  std::thread guestThread([&] { error = host().compute(memory(), context); });
  work.awaitStart();
  EXPECT_TRUE(host().cancel());
  guestThread.join();
  EXPECT_EQ(error, Errno::runtimeError);
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.place(24), 24, out), Errno::runtimeError);
  EXPECT_EQ(load(), Errno::runtimeError);
  EXPECT_TRUE(host().cancel()) << "once more is no harm";
}

TEST_F(Rule12Deadline, SaysSoWhenTheLibraryCannotBeEnded) {
  const uint32_t context = contextWithInput();
  SlowCompute work(*this);
  Errno error = Errno::success;
  std::thread guestThread([&] { error = host().compute(memory(), context); });
  work.awaitStart();
  EXPECT_FALSE(host().cancel());
  work.end(0);
  guestThread.join();
  EXPECT_EQ(error, Errno::runtimeError) << "what came too late does not count";
}

TEST_F(Rule12Deadline, SaysSoWhenAModelIsBeingLoaded) {
  SlowCompute work(*this, "load");
  slow = &work;
  fake.setCancel([](nn_context *) { ADD_FAILURE() << "cancel is for compute"; });
  Errno error = Errno::success;
  std::thread guestThread([&] { error = load(); });
  work.awaitStart();
  EXPECT_FALSE(host().cancel());
  work.end(0);
  guestThread.join();
  EXPECT_EQ(error, Errno::success);
  EXPECT_EQ(host().initExecutionContext(memory(), guest.u32(out), out), Errno::runtimeError);
}

TEST_F(Rule12Deadline, BeforeAnything) {
  EXPECT_TRUE(host().cancel());
  EXPECT_EQ(load(), Errno::runtimeError);
  EXPECT_EQ(fake.loads, 0);
}

} // namespace
