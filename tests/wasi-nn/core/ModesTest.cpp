// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How tensors travel: the three input modes, all types, several inputs and outputs; and what a host keeps and tells of the calls.
#include "HostBench.h"

#include <gmock/gmock.h>

using namespace nearnative;
using namespace nearnative::nn;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

class AllModes : public HostBench, public testing::TestWithParam<InputMode> {
protected:
  AllModes() { options.inputMode = GetParam(); }
};
class Modes : public HostBench, public testing::Test {};
class Calls : public HostBench, public testing::Test {};

TEST_P(AllModes, CarryAllTypesUnchanged) {
  for (const uint8_t number : {0, 1, 2, 3, 4, 5}) {
    const size_t bytes = 6 * elementBytes(static_cast<TensorType>(number));
    fake.inputs = {tensorInfo(number, {2, 3})};
    std::vector<uint8_t> values;
    for (size_t i = 0; i < bytes; ++i)
      values.push_back(static_cast<uint8_t>(0xF1 + 7 * i)); // NaNs among the floats
    const uint32_t context = this->context();
    const uint32_t dims = guest.put(std::vector<uint32_t>{2, 3});
    const uint32_t tensor = guest.tensor(dims, 2, number, guest.put(values), static_cast<uint32_t>(bytes));
    ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success) << int{number};
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    EXPECT_EQ(output<uint8_t>(context, 0, bytes), values) << int{number};
  }
}

TEST_P(AllModes, CarrySeveralInputsInAnyOrder) {
  fake.inputs = {tensorInfo(1, {2, 3}), tensorInfo(5, {-1}), tensorInfo(3, {})};
  fake.outputs = fake.inputs;
  const uint32_t context = this->context();
  ASSERT_EQ(host().setInput(memory(), context, 2, guest.tensor<uint8_t>(TensorType::u8, {}, {200})), Errno::success);
  ASSERT_EQ(host().setInput(memory(), context, 0, goodTensor()), Errno::success);
  ASSERT_EQ(host().setInput(memory(), context, 1, guest.tensor<int64_t>(TensorType::i64, {2}, {-1, 1})), Errno::success);
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_THAT(output<uint8_t>(context, 2, 1), ElementsAre(200));
  EXPECT_THAT(output<int64_t>(context, 1, 2), ElementsAre(-1, 1));
  EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_P(AllModes, CarryShapesThatChange) {
  fake.inputs = {tensorInfo(4, {-1})};
  const uint32_t context = this->context();
  for (const uint32_t count : {3U, 1U, 0U, 5U}) {
    std::vector<int32_t> values;
    for (uint32_t i = 0; i < count; ++i)
      values.push_back(static_cast<int32_t>(i) - 1);
    ASSERT_EQ(host().setInput(memory(), context, 0, guest.tensor(TensorType::i32, {count}, values)), Errno::success);
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    EXPECT_EQ(output<int32_t>(context, 0, count), values);
  }
}

TEST_P(AllModes, KeepInputsForTheNextCompute) {
  const uint32_t context = contextWithInput();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  }
}

TEST_P(AllModes, TellTheNeededSize) {
  const uint32_t context = computedContext();
  EXPECT_EQ(host().getOutput(memory(), context, 0, guest.place(24), 23, out), Errno::tooLarge);
  EXPECT_EQ(guest.u32(out), 24u);
}

TEST_P(AllModes, RefuseWhatDoesNotFitTheModelAtOnce) {
  const uint32_t context = this->context();
  EXPECT_EQ(host().setInput(memory(), context, 0, guest.tensor<float>(TensorType::f32, {3, 2}, std::vector<float>(6))),
            Errno::invalidArgument);
  EXPECT_EQ(fake.binds + fake.borrows, 0);
}

/// The guest overwrites the data after set_input: with copies the old values count, deferred the new ones.
TEST_P(AllModes, DifferInWhatAnOverwrittenTensorMeans) {
  const uint32_t context = this->context();
  const uint32_t data = guest.put(std::vector<float>{1, 2, 3, 4, 5, 6});
  const uint32_t tensor = guest.tensor(guest.put(std::vector<uint32_t>{2, 3}), 2, 1, data, 24);
  ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success);
  guest.write(data, std::vector<float>(6, 9));
  guest.write(tensor, std::vector<uint32_t>(5, 0xFFFFFFFF)); // the description counts from set_input on, always
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(output<float>(context, 0, 6),
            GetParam() == InputMode::deferred ? std::vector<float>(6, 9) : (std::vector<float>{1, 2, 3, 4, 5, 6}));
}

INSTANTIATE_TEST_SUITE_P(InputModes, AllModes, testing::Values(InputMode::copy, InputMode::deferred, InputMode::severalCopies),
                         [](const auto &mode) {
                           return mode.param == InputMode::copy ? "copy" : mode.param == InputMode::deferred ? "deferred" : "severalCopies";
                         });

TEST_F(Modes, CopyGoesIntoTheBackendsOwnMemory) {
  const uint32_t context = contextWithInput();
  EXPECT_EQ(fake.binds, 1) << "at set_input";
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  EXPECT_EQ(fake.binds, 1);
  EXPECT_EQ(fake.borrows, 0);
}

TEST_F(Modes, DeferredLendsTheGuestsMemoryAsItIsAtCompute) {
  options.inputMode = InputMode::deferred;
  const uint32_t context = this->context();
  const uint32_t data = guest.put(std::vector<float>{1, 2, 3, 4, 5, 6});
  const uint32_t tensor = guest.tensor(guest.put(std::vector<uint32_t>{2, 3}), 2, 1, data, 24);
  ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success);
  EXPECT_EQ(fake.borrows, 0);
  for (int i = 1; i <= 2; ++i) {
    guest.grow(65536);
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    EXPECT_EQ(fake.borrows, i) << "anew for each compute";
    EXPECT_THAT(fake.borrowed, ElementsAre(guest.data() + data));
  }
  EXPECT_EQ(fake.binds, 0);
}

TEST_F(Modes, DeferredCopiesWhatIsNotAligned) {
  options.inputMode = InputMode::deferred;
  const uint32_t context = this->context();
  const uint32_t data = guest.place(32) + 1;
  guest.write(data, std::vector<float>{1, 2, 3, 4, 5, 6});
  const uint32_t tensor = guest.tensor(guest.put(std::vector<uint32_t>{2, 3}), 2, 1, data, 24);
  ASSERT_EQ(host().setInput(memory(), context, 0, tensor), Errno::success);
  for (const float value : {8.F, 9.F}) {
    guest.write(data, std::vector<float>(6, value));
    ASSERT_EQ(host().compute(memory(), context), Errno::success);
    EXPECT_EQ(output<float>(context, 0, 6), std::vector<float>(6, value)) << "what it holds at compute, here too";
  }
  EXPECT_EQ(fake.borrows, 0);
  EXPECT_EQ(fake.binds, 2);
}

TEST_F(Modes, DeferredInputsComeBackWhenTheMemoryDoes) {
  options.inputMode = InputMode::deferred;
  const uint32_t context = contextWithInput();
  EXPECT_EQ(host().compute(GuestMemory(guest.data(), 64), context), Errno::invalidArgument);
  EXPECT_EQ(host().compute(memory(), context), Errno::success);
}

TEST_F(Modes, SeveralCopiesLendsCopiesOfItsOwn) {
  options.inputMode = InputMode::severalCopies;
  const uint32_t context = contextWithInput();
  EXPECT_EQ(host().hostBytes(), 5u + 24);
  ASSERT_EQ(host().compute(memory(), context), Errno::success);
  ASSERT_THAT(fake.borrowed, SizeIs(1));
  const auto *const borrowed = static_cast<const std::byte *>(fake.borrowed[0]);
  EXPECT_TRUE(borrowed < guest.data() || borrowed >= guest.data() + guest.size());
  EXPECT_EQ(fake.binds, 0);
}

TEST_F(Modes, SeveralCopiesCountsAgainstTheLimit) {
  options.inputMode = InputMode::severalCopies;
  options.limits.hostBytes = 5 + 23;
  EXPECT_EQ(host().setInput(memory(), context(), 0, goodTensor()), Errno::tooLarge);
}

TEST_F(Modes, SeveralCopiesOfOutputsThatTheModelDoesNotCount) {
  options.inputMode = InputMode::severalCopies;
  fake.declaresCounts = false;
  const uint32_t context = computedContext();
  EXPECT_THAT(output<float>(context, 0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Calls, PhasesAreKeptWhenAskedFor) {
  options.keepPhases = true;
  registry = {{"a", Encoding::onnx, {"a"}, {}}};
  const uint32_t context = computedContext();
  output<float>(context, 0, 6);
  output<float>(context, 0, 6);
  loadByName("a");
  const Phases &phases = host().phases();
  EXPECT_THAT(phases.load, SizeIs(2));
  EXPECT_THAT(phases.openContext, SizeIs(1));
  EXPECT_THAT(phases.setInput, SizeIs(1));
  EXPECT_THAT(phases.compute, SizeIs(1));
  EXPECT_THAT(phases.getOutput, SizeIs(2));
  for (const double time : phases.getOutput)
    EXPECT_GE(time, 0);
}

TEST_F(Calls, PhasesAreNotKeptOtherwise) {
  output<float>(computedContext(), 0, 6);
  EXPECT_TRUE(host().phases().load.empty() && host().phases().compute.empty() && host().phases().getOutput.empty());
}

TEST_F(Calls, ErrorsAreToldInOneLine) {
  load(4);
  host().compute(memory(), 77);
  loadByName("no\nsuch\x1b[31m\xff");
  fake.hooks["load"] = []() -> int32_t { throw std::runtime_error("first\nsecond"); };
  load();
  fake.fail("load", 2);
  load();
  EXPECT_EQ(host().setInput(memory(), 1, 0, goodTensor()), Errno::invalidArgument);
  EXPECT_THAT(reports, ElementsAre("wasi-nn: load: encoding 4 (tensorflowlite) is none that this host has a backend for (invalid_encoding)",
                                   "wasi-nn: compute: there is no context 77 (invalid_argument)",
                                   "wasi-nn: load_by_name: no graph is registered as 'no?such?[31m?' (not_found)",
                                   "wasi-nn: load: first second (runtime_error)", "wasi-nn: load: load fails (invalid_encoding)",
                                   "wasi-nn: set_input: there is no context 1 (invalid_argument)"));
}

TEST_F(Calls, ErrorsOfShapesNameBoth) {
  fake.inputs = {tensorInfo(3, {-1, 224})};
  host().setInput(memory(), context(), 0, goodTensor());
  EXPECT_THAT(reports, ElementsAre(HasSubstr("input 0 is u8[?x224], the guest sends f32[2x3]")));
}

TEST_F(Calls, WorkWithoutAReport) {
  instance = std::make_unique<Instance>(backends, registry, options);
  EXPECT_EQ(load(77), Errno::invalidEncoding);
}

/// A failing call leaves the guest's memory as it is.
TEST_F(Calls, ThatFailWriteNothing) {
  const uint32_t tensor = goodTensor(), builder = guest.put(std::vector<uint32_t>{64, 8});
  const uint32_t context = this->context();
  fake.fail("load", 5);
  fake.fail("open_context", 5);
  const std::string before = guest.snapshot();
  EXPECT_EQ(host().load(memory(), builder, 1, 1, 0, out), Errno::runtimeError);
  EXPECT_EQ(host().loadByName(memory(), 64, 8, out), Errno::notFound);
  EXPECT_EQ(host().initExecutionContext(memory(), context, out), Errno::invalidArgument);
  EXPECT_EQ(host().setInput(memory(), context, 1, tensor), Errno::invalidArgument);
  EXPECT_EQ(host().compute(memory(), context), Errno::invalidArgument);
  EXPECT_EQ(host().getOutput(memory(), context, 0, 64, 64, out), Errno::runtimeError);
  EXPECT_EQ(guest.snapshot(), before);
}

TEST_F(Calls, ModelsReachTheBackendAsTheyAre) {
  const std::string model("\x00\xff bytes", 8);
  ASSERT_EQ(load(3, 0, model), Errno::success);
  EXPECT_THAT(fake.loaded, ElementsAre(model));
  EXPECT_THAT(fake.options, SizeIs(0));
  EXPECT_EQ(fake.threads, 1);
  const uint32_t xml = guest.put("<net/>");
  const uint32_t builders = guest.put(std::vector<uint32_t>{xml, 6, xml, 0});
  ASSERT_EQ(host().load(memory(), builders, 2, 0, 0, out), Errno::success);
  EXPECT_THAT(fake.loaded, ElementsAre("<net/>", "")) << "a model without constants has no bytes there";
}

TEST_F(Calls, AutodetectAsksTheBackendOfTheBytes) {
  FakeBackend *const onnx = &fake;
  nn_backend torch = *fake.table();
  torch.load = [](const nn_part *, size_t, const nn_options *, nn_graph **, nn_error) -> int32_t { return 4; };
  backends.put(Encoding::pytorch, &torch);
  EXPECT_EQ(load(5, 0, "PK\x03\x04..."), Errno::busy) << "that one's errno";
  EXPECT_EQ(load(5, 0, std::string_view("\x08\x08\x3a\x02\x0a\x00", 6)), Errno::success);
  EXPECT_EQ(onnx->loads, 1);
}

TEST_F(Calls, ImportsAreTheSixOfTheAbi) {
  std::vector<std::pair<std::string, uint32_t>> signatures;
  for (const Import &import : imports())
    signatures.emplace_back(import.name, import.parameters);
  EXPECT_THAT(signatures, ElementsAre(std::pair("load", 5), std::pair("load_by_name", 3), std::pair("init_execution_context", 2),
                                      std::pair("set_input", 3), std::pair("compute", 1), std::pair("get_output", 5)));
}

TEST_F(Calls, ImportsPassTheirArgumentsInOrder) {
  registry = {{"net", Encoding::onnx, {"file"}, {}}};
  const auto call = [&](std::string_view name, std::vector<uint32_t> arguments) {
    for (const Import &import : imports())
      if (import.name == name && import.parameters == arguments.size())
        return import.call(host(), memory(), arguments.data());
    ADD_FAILURE() << "no " << name;
    return Errno::success;
  };
  const uint32_t builder = guest.put(std::vector<uint32_t>{guest.put("model"), 5}), named = guest.place(4), buffer = guest.place(24);
  EXPECT_EQ(call("load", {builder, 1, 1, 0, out}), Errno::success);
  EXPECT_THAT(fake.loaded, ElementsAre("model"));
  EXPECT_EQ(call("load_by_name", {guest.put("net"), 3, named}), Errno::success);
  EXPECT_THAT(fake.loaded, ElementsAre("file"));
  EXPECT_EQ(call("init_execution_context", {guest.u32(out), out}), Errno::success);
  const uint32_t context = guest.u32(out);
  EXPECT_EQ(call("set_input", {context, 0, goodTensor()}), Errno::success);
  EXPECT_EQ(call("compute", {context}), Errno::success);
  EXPECT_EQ(call("get_output", {context, 0, buffer, 24, out}), Errno::success);
  EXPECT_THAT(guest.read<float>(buffer, 6), ElementsAre(1, 2, 3, 4, 5, 6));
}

} // namespace
