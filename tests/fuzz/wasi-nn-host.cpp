// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fuzzer of the WASI-NN host core: the input is a guest's life as a sequence of steps (calls with any arguments, what it writes into its
// memory, growth that moves the memory, another model, failures of the library, a deadline). The guest's memory is a block of exactly its
// size, so that AddressSanitizer sees every byte read or written beside it.
//
// A finding, beside what the sanitizers see: an errno that is none; a failing call that wrote into the guest's memory (get_output may
// write the needed size); a successful one that wrote elsewhere than its result; a backend called against its contract; a graph or a
// context left behind.
#include "../wasi-nn/core/FakeBackend.h"
#include "../wasi-nn/core/Guest.h"
#include "wasi-nn/Host.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

using namespace nearnative::nn;

namespace {

void require(bool holds, const std::string &what) {
  if (holds)
    return;
  std::fprintf(stderr, "finding: %s\n", what.c_str());
  std::abort();
}

/// The fuzzer's input, read from its start; zeros after its end.
class Input {
public:
  Input(const uint8_t *data, size_t size) : rest(data, size) {}

  bool atEnd() const { return rest.empty(); }
  uint8_t byte() {
    if (rest.empty())
      return 0;
    const uint8_t value = rest.front();
    rest = rest.subspan(1);
    return value;
  }
  uint32_t word(int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; ++i)
      value |= uint32_t{byte()} << (8 * i);
    return value;
  }

private:
  std::span<const uint8_t> rest;
};

constexpr std::array<std::string_view, 8> failing = {"load",         "load_files", "open_context", "bind_input",
                                                     "borrow_input", "compute",    "output",       "close_context"};

/// One guest with its host; steps are drawn from the input.
class Life {
public:
  explicit Life(Input input) : input(input), guest(64 + this->input.word(2) % 4096) {
    for (const Encoding encoding : {Encoding::onnx, Encoding::pytorch, Encoding::openvino})
      backends.put(encoding, fake.table());
    fake.setCancel([](nn_context *) {});
    const uint8_t choices = this->input.byte();
    options.inputMode = static_cast<InputMode>(choices % 3);
    options.allowLoad = choices / 3 % 8 != 0;
    options.keepPhases = choices / 24 % 2 != 0;
    if (choices / 48 % 2 != 0)
      options.limits = {.modelBytes = 200, .tensorBytes = 100, .hostBytes = 400, .graphs = 3, .contexts = 4, .rank = 3};
    instance = std::make_unique<Instance>(backends, registry, options, [](const std::string &line) {
      require(line.find('\n') == std::string::npos && line.find('\0') == std::string::npos, "a report is one line");
    });
  }

  void live() {
    for (int steps = 0; !input.atEnd() && steps < 400; ++steps)
      step();
    instance.reset();
    require(fake.contexts == 0 && fake.graphs == 0, "something is left behind");
    requireContract();
  }

private:
  void requireContract() const { require(fake.violations.empty(), fake.violations.empty() ? "" : "backend: " + fake.violations[0]); }

  /// A number as a guest may send it: often one that is at an edge or that means something.
  uint32_t number() {
    switch (const uint8_t kind = input.byte(); kind % 16) {
    case 0:
      return guest.size();
    case 1:
      return guest.size() - input.byte();
    case 2:
      return 0xFFFFFFFFU - input.byte();
    case 3:
      return input.word(4);
    case 4:
      return handles[input.byte() % handles.size()];
    case 5:
      return structures[input.byte() % structures.size()];
    case 6:
    case 7:
      return input.word(2) % guest.size();
    case 8:
      return 0;
    case 9:
      return 0x80000000U;
    default:
      return kind / 16;
    }
  }
  uint32_t graphHandle() { return input.byte() % 4 == 0 ? number() : handles[0]; }
  uint32_t contextHandle() { return input.byte() % 4 == 0 ? number() : handles[1]; }

  /// A place for `bytes` bytes that lie in the memory, most of the time.
  uint32_t placeFor(uint32_t bytes) {
    return input.byte() % 8 == 0 || bytes >= guest.size() ? number() : input.word(2) % (guest.size() - bytes + 1);
  }

  void put(uint32_t pointer, const std::vector<uint32_t> &words) {
    if (guest.memory().range(pointer, words.size(), 4))
      guest.write(pointer, words);
  }

  struct Written {
    uint32_t pointer, bytes;
  };

  /// Calls import `index`, and looks at what it did to the guest's memory. `mayWrite`: where a call that succeeds may.
  Errno call(size_t index, const std::vector<uint32_t> &arguments, const std::vector<Written> &mayWrite, bool writesOnTooLarge = false) {
    std::string before = guest.snapshot();
    const Errno error = imports()[index].call(*instance, guest.memory(), arguments.data());
    require(error >= Errno::success && error <= Errno::notFound, "an errno that is none");
    std::string after = guest.snapshot();
    if (error == Errno::success || (writesOnTooLarge && error == Errno::tooLarge))
      for (size_t i = error == Errno::success ? 0 : mayWrite.size() - 1; i < mayWrite.size(); ++i)
        if (guest.memory().range(mayWrite[i].pointer, mayWrite[i].bytes))
          for (std::string *memory : {&before, &after})
            memory->replace(mayWrite[i].pointer, mayWrite[i].bytes, mayWrite[i].bytes, '\0');
    require(before == after, std::string(imports()[index].name) + " wrote where it must not, errno " + std::string(name(error)));
    requireContract();
    return error;
  }

  void load() {
    const uint32_t builders = placeFor(16), out = placeFor(4), count = input.byte() % 4 == 0 ? number() : 1;
    const bool byName = input.byte() % 4 == 0;
    if (byName) {
      const uint32_t place = placeFor(1);
      if (place < guest.size())
        guest.write<char>(place, {'m'});
      if (call(1, {place, input.byte() % 4 == 0 ? number() : 1, out}, {{out, 4}}) == Errno::success)
        handles[0] = guest.u32(out);
      return;
    }
    if (input.byte() % 4 != 0)
      put(builders, {placeFor(8), input.byte() % 64U, placeFor(8), input.byte()});
    const uint32_t encoding = input.byte() % 2 == 0 ? number() : 1, target = input.byte() % 8 == 0 ? number() : 0;
    if (call(0, {builders, count, encoding, target, out}, {{out, 4}}) == Errno::success)
      handles[0] = guest.u32(out);
  }

  void openContext() {
    const uint32_t out = placeFor(4);
    if (call(2, {graphHandle(), out}, {{out, 4}}) == Errno::success)
      handles[1] = guest.u32(out);
  }

  /// A tensor that fits the model, changed in one field or two now and then.
  void setInput() {
    const uint32_t tensor = placeFor(20), index = input.byte() % 4 == 0 ? number() : input.byte() % 3;
    if (input.byte() % 8 != 0 && index < fake.inputs.size()) {
      const nn_tensor_info &info = fake.inputs[index];
      std::vector<uint32_t> dims;
      uint64_t bytes = elementBytes(static_cast<TensorType>(info.type & 7));
      for (int32_t i = 0; i < info.rank && i < NN_MAX_RANK; ++i) {
        dims.push_back(info.dims[i] < 0 ? input.byte() % 8 : static_cast<uint32_t>(info.dims[i]));
        bytes *= dims.back();
      }
      const uint32_t dimensions = placeFor(static_cast<uint32_t>(dims.size() * 4)), data = placeFor(static_cast<uint32_t>(bytes));
      std::vector<uint32_t> fields = {dimensions, static_cast<uint32_t>(dims.size()), static_cast<uint32_t>(info.type), data,
                                      static_cast<uint32_t>(bytes)};
      for (int changes = input.byte() % 8 - 5; changes > 0; --changes)
        fields[input.byte() % fields.size()] = number();
      put(tensor, fields);
      put(dimensions, dims);
      structures[structureCount++ % structures.size()] = tensor;
    }
    call(3, {contextHandle(), index, tensor}, {});
  }

  void getOutput() {
    const uint32_t bytes = input.byte() % 4 == 0 ? number() : input.byte(), buffer = placeFor(bytes), written = placeFor(4);
    const uint32_t index = input.byte() % 4 == 0 ? number() : 0;
    call(5, {contextHandle(), index, buffer, bytes, written}, {{buffer, bytes}, {written, 4}}, true);
  }

  void changeModel() {
    fake.inputs.clear();
    for (int count = input.byte() % 4; count > 0; --count) {
      std::vector<int64_t> dims;
      for (int rank = input.byte() % 10; rank > 0; --rank)
        dims.push_back(input.byte() % 4 == 0 ? -1 : input.byte() % 4);
      fake.inputs.push_back(tensorInfo(input.byte() % 8 == 0 ? static_cast<int8_t>(input.byte()) : input.byte() % 6, dims));
      if (input.byte() % 16 == 0)
        fake.inputs.back().rank = -1;
    }
    fake.outputs = fake.inputs;
    fake.outputBytes.clear();
    if (input.byte() % 4 == 0) {
      fake.outputs.resize(1);
      fake.outputBytes[0] = input.word(1);
    }
    fake.declaresCounts = input.byte() % 8 != 0;
  }

  void failNext() {
    fake.hooks.clear();
    const uint8_t kind = input.byte();
    if (kind % 4 == 0)
      return;
    const std::string function(failing[input.byte() % failing.size()]);
    const auto code = static_cast<int8_t>(input.byte());
    fake.hooks[function] = [kind, code, this]() -> int32_t {
      switch (kind % 4) {
      case 1:
        throw std::runtime_error("thrown\nby the fuzzer");
      case 2:
        require(instance == nullptr || imports()[4].call(*instance, guest.memory(), handles.data()) == Errno::busy,
                "a call within a call goes through");
        return 0;
      default:
        return code;
      }
    };
  }

  void step() {
    switch (input.byte() % 16) {
    case 0:
    case 1:
      load();
      break;
    case 2:
    case 3:
      openContext();
      break;
    case 4:
    case 5:
    case 6:
      setInput();
      break;
    case 7:
    case 8:
      call(4, {contextHandle()}, {});
      break;
    case 9:
    case 10:
      getOutput();
      break;
    case 11:
      if (guest.size() < 65536)
        guest.grow(1 + input.word(2));
      break;
    case 12:
      if (const uint32_t pointer = input.word(2) % guest.size(); pointer + 8 <= guest.size())
        guest.write<uint32_t>(pointer, {number(), number()});
      break;
    case 13:
      changeModel();
      break;
    case 14:
      failNext();
      break;
    default: // any import with any arguments
      if (const uint8_t which = input.byte(); which % 64 == 63)
        instance->cancel();
      else {
        std::vector<uint32_t> arguments(5);
        std::ranges::generate(arguments, [this] { return number(); });
        const size_t index = which % imports().size();
        const uint32_t result = arguments[imports()[index].parameters - 1];
        if (index == 5)
          call(index, arguments, {{arguments[2], arguments[3]}, {result, 4}}, true);
        else
          call(index, arguments, index < 3 ? std::vector<Written>{{result, 4}} : std::vector<Written>{});
      }
    }
  }

  Input input;
  Guest guest;
  FakeBackend fake;
  Backends backends{"/nonexistent"};
  const std::vector<NamedGraph> registry = {{"m", Encoding::onnx, {"file"}, {"key=value"}}, {"", Encoding::openvino, {"a", "b"}, {}}};
  HostOptions options;
  std::unique_ptr<Instance> instance;
  std::array<uint32_t, 5> handles{};    ///< the last graph's and the last context's
  std::array<uint32_t, 4> structures{}; ///< tensors that were written
  size_t structureCount = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Life(Input(data, size)).live();
  return 0;
}
