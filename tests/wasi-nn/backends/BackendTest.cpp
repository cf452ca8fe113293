// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What every backend keeps of Backend.h, with tiny models made at build time (Inputs/). A backend whose library is missing is skipped, and
// its one line said.
#include "wasi-nn/Backend.h"
#include "nearnative/Files.h"
#include "wasi-nn/Abi.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <span>
#include <thread>
#include <unistd.h>

#if __has_feature(address_sanitizer)
// What OpenVINO's scheduler keeps of each model that it compiled; none of it is ours (docs/wasi-nn-backends.md).
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions() { return "leak:libtbb.so\nleak:libtbbbind\n"; }
#endif

namespace nearnative::nn {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Entry = decltype(&nearnative_nn_backend);

struct Kind {
  const char *name;
  const char *suffix;

  friend void PrintTo(const Kind &kind, std::ostream *out) { *out << kind.name; }
};

// OpenVINO before LibTorch: who comes first brings the libtbb that both use, and Debian's, which OpenCV behind LibTorch needs, opens a
// library in a way that AddressSanitizer does not allow.
const std::array kinds{Kind{"openvino", ".xml"}, Kind{"onnxruntime", ".onnx"}, Kind{"libtorch", ".pt"}};

std::string libraryError; // why the last openBackend() failed

const nn_backend *openBackend(const std::string &name, const char *library = nullptr) {
  // OpenVINO's scheduler opens a library in a way that AddressSanitizer does not allow, unless it is told.
  ::setenv("TBB_ENABLE_SANITIZERS", "1", 0);
  const std::string file = std::string(NEARNATIVE_LIBRARIES "/nearnative-nn-") + name + ".so";
  void *object = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (object == nullptr) {
    libraryError = ::dlerror();
    return nullptr;
  }
  std::array<char, 512> text{};
  const auto *backend = reinterpret_cast<Entry>(::dlsym(object, "nearnative_nn_backend"))(library, nn_error{text.data(), text.size()});
  libraryError = text.data();
  return backend;
}

template <class T> constexpr uint8_t typeNumber = 255;
template <> constexpr uint8_t typeNumber<float> = 1;
template <> constexpr uint8_t typeNumber<double> = 2;
template <> constexpr uint8_t typeNumber<uint8_t> = 3;
template <> constexpr uint8_t typeNumber<int32_t> = 4;
template <> constexpr uint8_t typeNumber<int64_t> = 5;

nn_tensor tensorOf(uint8_t type, std::initializer_list<uint32_t> dims) {
  nn_tensor tensor{};
  tensor.type = type;
  tensor.bytes = elementBytes(static_cast<TensorType>(type));
  for (const uint32_t dim : dims) {
    tensor.dims[tensor.rank++] = dim;
    tensor.bytes *= dim;
  }
  return tensor;
}

/// A loaded model with one context; calls give the errno and leave the line in `line`.
class Model {
public:
  explicit Model(const nn_backend &backend) : backend(backend) {}
  ~Model() { close(); }
  Model(const Model &) = delete;
  Model &operator=(const Model &) = delete;

  int32_t load(const std::vector<std::string> &parts, const std::vector<const char *> &options = {}, int threads = 1) {
    std::vector<nn_part> list(parts.size());
    std::ranges::transform(parts, list.begin(), [](const std::string &part) { return nn_part{part.data(), part.size()}; });
    const nn_options chosen{threads, options.data(), options.size()};
    return opened(backend.load(list.data(), list.size(), &chosen, &graph, error()));
  }

  int32_t loadFiles(const std::vector<std::string> &paths, const std::vector<const char *> &options = {}) {
    std::vector<const char *> list(paths.size());
    std::ranges::transform(paths, list.begin(), [](const std::string &path) { return path.c_str(); });
    const nn_options chosen{1, options.data(), options.size()};
    return opened(backend.load_files(list.data(), list.size(), &chosen, &graph, error()));
  }

  template <class T> int32_t set(size_t index, std::initializer_list<uint32_t> dims, const std::vector<T> &values) {
    return setBytes(index, tensorOf(typeNumber<T>, dims), values.data());
  }

  int32_t setBytes(size_t index, const nn_tensor &given, const void *bytes) {
    void *bound = nullptr;
    const int32_t result = backend.bind_input(context, index, &given, &bound, error());
    if (result == 0 && given.bytes > 0)
      std::memcpy(bound, bytes, given.bytes);
    return result;
  }

  int32_t borrow(size_t index, const nn_tensor &given, const void *bytes) {
    return backend.borrow_input(context, index, &given, bytes, error());
  }

  int32_t compute() { return backend.compute(context, error()); }

  int32_t output(size_t index) { return backend.output(context, index, &data, &tensor, error()); }

  /// Of output `index`; empty when it cannot be had.
  template <class T> std::vector<T> values(size_t index) {
    const int32_t result = output(index);
    EXPECT_EQ(result, 0) << line.data();
    EXPECT_EQ(tensor.type, typeNumber<T>);
    if (result != 0)
      return {};
    const std::span all(static_cast<const T *>(data), tensor.bytes / sizeof(T));
    return {all.begin(), all.end()};
  }

  std::vector<uint32_t> shape() const { return {tensor.dims, tensor.dims + tensor.rank}; }

  void close() {
    if (context != nullptr)
      backend.close_context(std::exchange(context, nullptr));
    if (graph != nullptr)
      backend.unload(std::exchange(graph, nullptr));
  }

  const nn_backend &backend;
  nn_graph *graph = nullptr;
  nn_context *context = nullptr;
  std::array<char, 512> line{};
  const void *data = nullptr; ///< of the last output
  nn_tensor tensor{};

private:
  nn_error error() {
    line[0] = '\0';
    return {line.data(), line.size()};
  }

  int32_t opened(int32_t result) {
    if (result != 0)
      EXPECT_EQ(graph, nullptr);
    return result != 0 ? result : backend.open_context(graph, &context, error());
  }
};

class BackendTest : public testing::TestWithParam<Kind> {
protected:
  void SetUp() override {
    backend = openBackend(GetParam().name);
    if (backend == nullptr)
      GTEST_SKIP() << GetParam().name << ": " << libraryError;
  }

  static bool is(std::string_view name) { return name == GetParam().name; }

  static std::vector<std::string> files(const std::string &model) {
    const std::string path = std::string(NEARNATIVE_MODELS "/") + GetParam().name + "/" + model;
    if (is("openvino"))
      return {path + ".xml", path + ".bin"};
    return {path + GetParam().suffix};
  }

  static std::vector<std::string> parts(const std::string &model) {
    std::vector<std::string> bytes;
    for (const std::string &file : files(model))
      bytes.push_back(readFile(file).value());
    return bytes;
  }

  std::unique_ptr<Model> load(const std::string &model, const std::vector<const char *> &options = {}) {
    auto made = std::make_unique<Model>(*backend);
    EXPECT_EQ(made->load(parts(model), options), 0) << model << ": " << made->line.data();
    return made;
  }

  const nn_backend *backend = nullptr;
};

class LibTorchTest : public BackendTest {};
class OnnxRuntimeTest : public BackendTest {};

/// One line, and one that says something.
auto isOneLine() { return testing::MatchesRegex("[^\n]{9,}"); }

TEST_P(BackendTest, SaysWhatItIs) {
  EXPECT_EQ(backend->version, NN_BACKEND_VERSION);
  EXPECT_STREQ(backend->name, GetParam().name);
  EXPECT_TRUE(std::filesystem::exists(backend->library)) << backend->library;
  EXPECT_THAT(backend->library_version, testing::ContainsRegex("[0-9]+\\.[0-9]+"));
  EXPECT_EQ(backend->cancel == nullptr, is("libtorch"));
}

TEST_P(BackendTest, HasOneLibraryInAProcess) {
  EXPECT_EQ(openBackend(GetParam().name), backend);
  EXPECT_EQ(openBackend(GetParam().name, backend->library), backend);
  EXPECT_EQ(openBackend(GetParam().name, "/nowhere/library.so"), nullptr);
  EXPECT_THAT(libraryError, isOneLine());
}

template <class T> void identity(Model &model, const std::vector<T> &values) {
  ASSERT_EQ(model.set<T>(0, {2, 3}, values), 0) << model.line.data();
  ASSERT_EQ(model.compute(), 0) << model.line.data();
  EXPECT_EQ(model.values<T>(0), values);
  EXPECT_THAT(model.shape(), ElementsAre(2, 3));
}

TEST_P(BackendTest, PassesEveryTypeThrough) {
  identity<float>(*load("identity-f32"), {0.5F, -1, 1e-30F, 3e38F, 0, -0.0F});
  identity<uint8_t>(*load("identity-u8"), {0, 1, 127, 128, 254, 255});
  identity<int32_t>(*load("identity-i32"), {0, -1, INT32_MAX, INT32_MIN, 7, 8});
  identity<double>(*load("identity-f64"), {0, -1, 0.5, 1024, 0.25, -65536});
  identity<int64_t>(*load("identity-i64"), {0, -1, INT32_MAX, INT32_MIN, 7, 8});
  if (!is("openvino")) { // which computes these as f32 and i32 (docs/wasi-nn-backends.md)
    identity<double>(*load("identity-f64"), {0.1, -1e300, 1e-300, 3, 4, 5});
    identity<int64_t>(*load("identity-i64"), {0, -1, INT64_MAX, INT64_MIN, 7, 8});
  }
  const std::vector<uint16_t> halves{0x3c00, 0xbc00, 0x0001, 0x7bff, 0, 0x8000};
  const auto model = load("identity-f16");
  ASSERT_EQ(model->setBytes(0, tensorOf(0, {2, 3}), halves.data()), 0) << model->line.data();
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  ASSERT_EQ(model->output(0), 0) << model->line.data();
  EXPECT_EQ(model->tensor.type, 0);
  ASSERT_EQ(model->tensor.bytes, 12U);
  EXPECT_EQ(std::memcmp(model->data, halves.data(), 12), 0);
}

TEST_P(BackendTest, DescribesItsInputs) {
  const auto model = load("sum-and-product");
  ASSERT_EQ(backend->input_count(model->graph), 2U);
  EXPECT_EQ(backend->output_count(model->graph), is("libtorch") ? SIZE_MAX : 2U);
  nn_tensor_info info{};
  backend->input_info(model->graph, 1, &info);
  EXPECT_EQ(info.type, is("libtorch") ? -1 : 1);
  EXPECT_EQ(info.rank, is("libtorch") ? -1 : 1);
  EXPECT_EQ(info.dims[0], is("libtorch") ? -1 : 4);
  const auto dynamic = load("double");
  backend->input_info(dynamic->graph, 0, &info);
  EXPECT_EQ(info.rank, is("libtorch") ? -1 : 2);
  EXPECT_EQ(info.dims[0], -1);
}

TEST_P(BackendTest, TakesSeveralInputsAndGivesSeveralOutputs) {
  const auto model = load("sum-and-product");
  ASSERT_EQ(model->set<float>(1, {4}, {10, 20, 30, 40}), 0);
  ASSERT_EQ(model->set<float>(0, {4}, {1, 2, 3, 4}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_THAT(model->values<float>(1), ElementsAre(10, 40, 90, 160));
  EXPECT_THAT(model->values<float>(0), ElementsAre(11, 22, 33, 44));
  // The other input stays what it was.
  ASSERT_EQ(model->set<float>(0, {4}, {0, 0, 0, 1}), 0);
  ASSERT_EQ(model->compute(), 0);
  EXPECT_THAT(model->values<float>(0), ElementsAre(10, 20, 30, 41));
}

TEST_P(BackendTest, FollowsAShapeThatChanges) {
  const auto model = load("double");
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(model->set<float>(0, {1, 3}, {1, 2, 3}), 0);
    ASSERT_EQ(model->compute(), 0) << model->line.data();
    EXPECT_THAT(model->values<float>(0), ElementsAre(2, 4, 6));
    EXPECT_THAT(model->shape(), ElementsAre(1, 3));
    ASSERT_EQ(model->set<float>(0, {2, 3}, {1, 2, 3, 4, 5, 6}), 0);
    ASSERT_EQ(model->compute(), 0) << model->line.data();
    EXPECT_THAT(model->values<float>(0), ElementsAre(2, 4, 6, 8, 10, 12));
    EXPECT_THAT(model->shape(), ElementsAre(2, 3));
  }
  ASSERT_EQ(model->set<float>(0, {0, 3}, {}), 0) << model->line.data();
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_THAT(model->values<float>(0), ElementsAre());
  EXPECT_THAT(model->shape(), ElementsAre(0, 3));
}

TEST_P(BackendTest, KeepsTheInputsMemory) {
  const auto model = load("double");
  const nn_tensor tensor = tensorOf(1, {2, 3});
  void *first = nullptr;
  void *second = nullptr;
  ASSERT_EQ(backend->bind_input(model->context, 0, &tensor, &first, {model->line.data(), model->line.size()}), 0);
  ASSERT_EQ(model->compute(), 0);
  ASSERT_EQ(backend->bind_input(model->context, 0, &tensor, &second, {model->line.data(), model->line.size()}), 0);
  EXPECT_EQ(first, second);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(first) % 64, 0U);
}

TEST_P(BackendTest, BorrowsMemoryForOneInference) {
  const auto model = load("sum-and-product");
  // Four bytes off any wider alignment.
  alignas(64) std::array<float, 12> memory{0, 1, 2, 3, 4, 0, 10, 20, 30, 40, 0, 0};
  const nn_tensor tensor = tensorOf(1, {4});
  for (int round = 0; round < 3; ++round) {
    memory[1] = static_cast<float>(round);
    ASSERT_EQ(model->borrow(0, tensor, &memory[1]), 0) << model->line.data();
    ASSERT_EQ(model->borrow(1, tensor, &memory[6]), 0);
    ASSERT_EQ(model->compute(), 0) << model->line.data();
    const std::array<float, 12> before = memory;
    memory.fill(-1);
    EXPECT_THAT(model->values<float>(0), ElementsAre(10 + static_cast<float>(round), 22, 33, 44));
    memory = before;
    EXPECT_EQ(model->compute(), 1) << "what was borrowed is not the backend's any more";
    EXPECT_STREQ(model->line.data(), "input 0 is not set");
  }
  // From borrowed to bound and back.
  ASSERT_EQ(model->set<float>(0, {4}, {1, 1, 1, 1}), 0);
  ASSERT_EQ(model->borrow(1, tensor, &memory[6]), 0);
  ASSERT_EQ(model->compute(), 0);
  EXPECT_THAT(model->values<float>(0), ElementsAre(11, 21, 31, 41));
}

TEST_P(BackendTest, OutputsDoNotLieInBorrowedMemory) {
  const auto model = load("identity-f32");
  std::array<float, 6> memory{1, 2, 3, 4, 5, 6};
  ASSERT_EQ(model->borrow(0, tensorOf(1, {2, 3}), memory.data()), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  memory.fill(0);
  EXPECT_THAT(model->values<float>(0), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_P(BackendTest, RefusesWhatIsNotInOrder) {
  const auto model = load("sum-and-product");
  EXPECT_EQ(model->output(0), 5);
  EXPECT_EQ(model->compute(), 1);
  EXPECT_THAT(model->line.data(), HasSubstr("input 0 is not set"));
  EXPECT_EQ(model->set<float>(2, {4}, {1, 2, 3, 4}), 1);
  EXPECT_EQ(model->set<float>(SIZE_MAX, {4}, {1, 2, 3, 4}), 1);
  nn_tensor wrong = tensorOf(1, {4});
  wrong.bytes = 15;
  EXPECT_EQ(model->setBytes(0, wrong, nullptr), 1);
  wrong = tensorOf(1, {4});
  wrong.type = 6;
  EXPECT_EQ(model->setBytes(0, wrong, nullptr), 6);
  wrong = tensorOf(1, {4});
  wrong.rank = 9;
  EXPECT_EQ(model->setBytes(0, wrong, nullptr), 1);
  wrong = tensorOf(1, {UINT32_MAX, UINT32_MAX, UINT32_MAX});
  EXPECT_EQ(model->setBytes(0, wrong, nullptr), 7);
  ASSERT_EQ(model->set<float>(0, {4}, {1, 2, 3, 4}), 0);
  ASSERT_EQ(model->set<float>(1, {4}, {1, 2, 3, 4}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_EQ(model->output(2), 1);
  EXPECT_EQ(model->output(SIZE_MAX), 1);
  EXPECT_THAT(model->line.data(), isOneLine());
}

TEST_P(BackendTest, RefusesWrongShapesAndTypes) {
  // A model that says its shapes refuses at once, TorchScript when it computes.
  const auto model = load("dense");
  int32_t result = model->set<float>(0, {1, 63}, std::vector<float>(63));
  if (result == 0)
    result = model->compute();
  EXPECT_THAT(result, testing::AnyOf(1, 5));
  EXPECT_THAT(model->line.data(), isOneLine());
  result = model->set<double>(0, {1, 64}, std::vector<double>(64));
  if (result == 0)
    result = model->compute();
  EXPECT_THAT(result, testing::AnyOf(1, 5));
  // And is none the worse for it.
  ASSERT_EQ(model->set<float>(0, {1, 64}, std::vector<float>(64, 0.5F)), 0);
  EXPECT_EQ(model->compute(), 0) << model->line.data();
}

TEST_P(BackendTest, RefusesTypesThatTheAbiDoesNotHave) {
  const auto model = load("positive");
  ASSERT_EQ(model->set<float>(0, {4}, {1, -1, 0, 2}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_EQ(model->output(0), 6);
  EXPECT_THAT(model->line.data(), isOneLine());
  if (!is("libtorch")) {
    const auto negation = load("negation");
    EXPECT_EQ(negation->set<uint8_t>(0, {4}, {0, 1, 0, 1}), 6);
    Model rank9(*backend);
    EXPECT_EQ(rank9.load(parts("rank9")), 6);
    EXPECT_THAT(rank9.line.data(), HasSubstr("rank 9"));
  } else {
    const auto rank9 = load("rank9");
    ASSERT_EQ(rank9->set<float>(0, {4}, {1, -1, 0, 2}), 0);
    ASSERT_EQ(rank9->compute(), 0) << rank9->line.data();
    EXPECT_EQ(rank9->output(0), 6);
    EXPECT_THAT(rank9->line.data(), HasSubstr("rank 9"));
  }
}

TEST_P(BackendTest, LoadsFromFilesAsFromBytes) {
  const auto fromBytes = load("dense");
  Model fromFiles(*backend);
  ASSERT_EQ(fromFiles.loadFiles(files("dense")), 0) << fromFiles.line.data();
  std::vector<float> input(64);
  for (size_t index = 0; index < input.size(); ++index)
    input[index] = static_cast<float>(index % 7) - 3;
  for (Model *model : {fromBytes.get(), &fromFiles}) {
    ASSERT_EQ(model->set<float>(0, {1, 64}, input), 0);
    ASSERT_EQ(model->compute(), 0) << model->line.data();
  }
  const auto values = fromBytes->values<float>(0);
  EXPECT_EQ(values, fromFiles.values<float>(0));
  float sum = 0;
  for (const float value : values)
    sum += value;
  EXPECT_NEAR(sum, 1, 1e-4);
}

TEST_P(BackendTest, GivesTheSameBitsEveryTime) {
  std::vector<float> input(64);
  for (size_t index = 0; index < input.size(); ++index)
    input[index] = 1.0F / static_cast<float>(index + 1);
  std::vector<float> first;
  for (int round = 0; round < 3; ++round) {
    const auto model = load("dense");
    for (int inference = 0; inference < 20; ++inference) {
      ASSERT_EQ(model->set<float>(0, {1, 64}, input), 0);
      ASSERT_EQ(model->compute(), 0) << model->line.data();
      const auto values = model->values<float>(0);
      if (first.empty())
        first = values;
      ASSERT_EQ(values, first) << "round " << round << ", inference " << inference;
    }
  }
}

TEST_P(BackendTest, KeepsContextsApart) {
  const auto model = load("double");
  nn_context *second = nullptr;
  const nn_error error{model->line.data(), model->line.size()};
  ASSERT_EQ(backend->open_context(model->graph, &second, error), 0) << model->line.data();
  const nn_tensor tensor = tensorOf(1, {1, 3});
  void *bound = nullptr;
  ASSERT_EQ(model->set<float>(0, {2, 3}, {1, 2, 3, 4, 5, 6}), 0);
  ASSERT_EQ(backend->bind_input(second, 0, &tensor, &bound, error), 0);
  std::fill_n(static_cast<float *>(bound), 3, 7.0F);
  ASSERT_EQ(model->compute(), 0);
  ASSERT_EQ(backend->compute(second, error), 0);
  EXPECT_THAT(model->values<float>(0), ElementsAre(2, 4, 6, 8, 10, 12));
  const void *data = nullptr;
  nn_tensor made{};
  ASSERT_EQ(backend->output(second, 0, &data, &made, error), 0);
  EXPECT_EQ(*static_cast<const float *>(data), 14);
  backend->close_context(second);
}

TEST_P(BackendTest, RefusesBadModels) {
  const auto expectRefused = [&](const std::vector<std::string> &bytes, const std::string &what) {
    Model model(*backend);
    EXPECT_THAT(model.load(bytes), testing::AnyOf(1, 5, 6)) << what;
    EXPECT_THAT(std::string(model.line.data()), isOneLine()) << what;
  };
  const auto whole = parts("dense");
  auto empty = whole;
  empty[0] = "";
  expectRefused(empty, "no bytes");
  auto garbage = whole;
  garbage[0] = std::string(4096, 'x');
  expectRefused(garbage, "no model");
  garbage[0] = std::string(4096, '\0');
  expectRefused(garbage, "zeros");
  expectRefused({}, "no parts");
  expectRefused({whole[0], whole[0], whole[0]}, "too many parts");
  expectRefused(is("openvino") ? std::vector{whole[0]} : std::vector{whole[0], whole[0]}, "the other number of parts");
  for (const double share : {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
    auto truncated = whole;
    truncated.back().resize(static_cast<size_t>(static_cast<double>(truncated.back().size()) * share));
    expectRefused(truncated, "cut to " + std::to_string(share));
    if (is("openvino")) {
      truncated = whole;
      truncated[0].resize(static_cast<size_t>(static_cast<double>(truncated[0].size()) * share));
      expectRefused(truncated, "XML cut to " + std::to_string(share));
    }
  }
}

TEST_P(BackendTest, RefusesFilesThatAreNotThere) {
  Model model(*backend);
  EXPECT_EQ(model.loadFiles(std::vector<std::string>(files("dense").size(), "/nowhere/model")), 8);
  EXPECT_THAT(model.line.data(), HasSubstr("/nowhere/model"));
  EXPECT_EQ(model.loadFiles({}), 1);
}

TEST_P(BackendTest, RefusesUnknownOptions) {
  Model model(*backend);
  EXPECT_EQ(model.load(parts("dense"), {"colour=red"}), 6);
  EXPECT_THAT(model.line.data(), HasSubstr("colour=red"));
  EXPECT_EQ(model.load(parts("dense"), {"optimise"}), 6);
  const char *known = is("libtorch") ? "optimise=perhaps" : is("onnxruntime") ? "optimisation=perhaps" : "x=perhaps";
  EXPECT_EQ(model.load(parts("dense"), {known}), 6);
  EXPECT_THAT(model.line.data(), isOneLine());
}

TEST_P(BackendTest, CutsLongMessages) {
  std::array<char, 8> small{};
  small.back() = 'x';
  nn_graph *graph = nullptr;
  const std::string garbage = "garbage";
  const nn_part part{garbage.data(), garbage.size()};
  const nn_options options{1, nullptr, 0};
  EXPECT_NE(backend->load(&part, 1, &options, &graph, {small.data(), small.size() - 1}), 0);
  EXPECT_EQ(std::strlen(small.data()), 6U);
  EXPECT_EQ(small.back(), 'x');
}

TEST_P(BackendTest, EndsAnInferenceThatIsCancelled) {
  if (backend->cancel == nullptr)
    GTEST_SKIP() << "LibTorch cannot";
  const auto model = load("slow");
  const std::vector<float> input(size_t{1024} * 1024, 0.001F);
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(model->set<float>(0, {1024, 1024}, input), 0);
    std::thread watchdog([&] {
      // The inference has 200 steps of tens of milliseconds; wherever this comes, most of them are still to do.
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      backend->cancel(model->context);
    });
    const int32_t result = model->compute();
    watchdog.join();
    EXPECT_EQ(result, 5);
    EXPECT_THAT(model->line.data(), isOneLine());
    EXPECT_EQ(model->output(0), 5) << "there is no result";
  }
  // It is the inference that ends, not the context.
  const auto other = load("double");
  ASSERT_EQ(other->set<float>(0, {1, 3}, {1, 2, 3}), 0);
  backend->cancel(other->context);
  other->compute(); // may notice that, or not
  ASSERT_EQ(other->compute(), 0) << other->line.data();
  EXPECT_THAT(other->values<float>(0), ElementsAre(2, 4, 6));
}

#if __has_feature(address_sanitizer)
constexpr bool memoryIsWatched = true; // freed memory stays for a while, so that its size says nothing; leaks are found at the end
#else
constexpr bool memoryIsWatched = false;
#endif

size_t residentBytes() {
  std::ifstream file("/proc/self/statm");
  size_t total = 0;
  size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

TEST_P(BackendTest, KeepsNoMemoryOfInferences) {
  const auto model = load("sum-and-product");
  const auto dynamic = load("double");
  const std::vector<float> six{1, 2, 3, 4, 5, 6};
  const auto infer = [&](int round) {
    ASSERT_EQ(model->set<float>(0, {4}, {1, 2, 3, 4}), 0);
    ASSERT_EQ(model->borrow(1, tensorOf(1, {4}), six.data()), 0);
    ASSERT_EQ(model->compute(), 0);
    ASSERT_EQ(model->output(0), 0);
    ASSERT_EQ(model->output(1), 0);
    const uint32_t rows = 1 + static_cast<uint32_t>(round % 2);
    ASSERT_EQ(dynamic->setBytes(0, tensorOf(1, {rows, 3}), six.data()), 0);
    ASSERT_EQ(dynamic->compute(), 0);
    ASSERT_EQ(dynamic->output(0), 0);
    EXPECT_EQ(model->set<float>(9, {4}, six), 1);
  };
  for (int round = 0; round < 500; ++round)
    infer(round);
  const size_t before = residentBytes();
  for (int round = 0; round < 5000; ++round)
    infer(round);
  if (!memoryIsWatched)
    EXPECT_LT(residentBytes(), before + (size_t{8} << 20));
}

TEST_P(BackendTest, KeepsNoMemoryOfModels) {
  const auto cycle = [&] {
    const auto model = load("dense");
    ASSERT_EQ(model->set<float>(0, {1, 64}, std::vector<float>(64)), 0);
    ASSERT_EQ(model->compute(), 0);
    Model bad(*backend);
    EXPECT_NE(bad.load({"garbage"}), 0);
  };
  for (int round = 0; round < 10; ++round)
    cycle();
  const size_t before = residentBytes();
  for (int round = 0; round < 40; ++round)
    cycle();
  if (!memoryIsWatched)
    EXPECT_LT(residentBytes(), before + (size_t{12} << 20));
}

TEST_P(OnnxRuntimeTest, TakesItsOptions) {
  for (const char *option : {"optimisation=none", "optimisation=basic", "optimisation=extended", "optimisation=all", "spinning=off"}) {
    const auto model = load("dense", {option});
    ASSERT_EQ(model->set<float>(0, {1, 64}, std::vector<float>(64)), 0);
    EXPECT_EQ(model->compute(), 0) << model->line.data();
  }
}

TEST_P(OnnxRuntimeTest, ReadsExternalDataOnlyBesideAFile) {
  Model fromFile(*backend);
  ASSERT_EQ(fromFile.loadFiles(files("external")), 0) << fromFile.line.data();
  ASSERT_EQ(fromFile.set<float>(0, {1, 64}, std::vector<float>(64, 1)), 0);
  EXPECT_EQ(fromFile.compute(), 0) << fromFile.line.data();
  // A guest's bytes must not name files of the host, wherever it runs.
  const auto bytes = parts("external");
  const auto folder = std::filesystem::path(files("external")[0]).parent_path();
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder);
  Model fromBytes(*backend);
  EXPECT_NE(fromBytes.load(bytes), 0);
  std::filesystem::current_path(before);
  EXPECT_THAT(fromBytes.line.data(), isOneLine());
}

TEST_P(LibTorchTest, OptimisesAsToldAndAgrees) {
  std::vector<std::vector<float>> results;
  std::vector<float> input(64);
  for (size_t index = 0; index < input.size(); ++index)
    input[index] = static_cast<float>(index) / 16 - 2;
  const auto run = [&](const std::string &name, const std::vector<const char *> &options) {
    const auto model = load(name, options);
    ASSERT_EQ(model->set<float>(0, {1, 64}, input), 0);
    ASSERT_EQ(model->compute(), 0) << name << ": " << model->line.data();
    results.push_back(model->values<float>(0));
  };
  for (const char *option : {"optimise=none", "optimise=freeze", "optimise=inference"}) {
    run("dense", {option});
    run("dense-frozen", {option});
  }
  run("dense-lite", {});
  ASSERT_EQ(results.size(), 7U);
  for (const auto &result : results)
    EXPECT_THAT(result, testing::Pointwise(testing::FloatNear(1e-5F), results[0]));
}

TEST_P(LibTorchTest, RunsModelsOfTheLiteInterpreter) {
  const auto model = load("sum-and-product-lite");
  EXPECT_EQ(backend->input_count(model->graph), 2U);
  ASSERT_EQ(model->set<float>(0, {2}, {1, 2}), 0);
  ASSERT_EQ(model->set<float>(1, {2}, {10, 20}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_THAT(model->values<float>(0), ElementsAre(11, 22));
  EXPECT_THAT(model->values<float>(1), ElementsAre(10, 40));
  Model optioned(*backend);
  EXPECT_EQ(optioned.load(parts("dense-lite"), {"optimise=freeze"}), 6);
  EXPECT_THAT(optioned.line.data(), HasSubstr("lite interpreter"));
}

TEST_P(LibTorchTest, LeavesInputsAloneThatAScriptWritesTo) {
  for (const char *name : {"in-place", "in-place-lite"}) {
    const auto model = load(name);
    std::array<float, 3> memory{1, 2, 3};
    ASSERT_EQ(model->borrow(0, tensorOf(1, {3}), memory.data()), 0);
    ASSERT_EQ(model->compute(), 0) << model->line.data();
    EXPECT_THAT(model->values<float>(0), ElementsAre(2, 3, 4)) << name;
    EXPECT_THAT(memory, ElementsAre(1, 2, 3)) << name;
    // A bound input is still the same in the next inference.
    ASSERT_EQ(model->set<float>(0, {3}, {1, 2, 3}), 0);
    ASSERT_EQ(model->compute(), 0);
    ASSERT_EQ(model->compute(), 0);
    EXPECT_THAT(model->values<float>(0), ElementsAre(2, 3, 4)) << name;
  }
}

TEST_P(LibTorchTest, GivesDenseRows) {
  const auto model = load("transposed");
  ASSERT_EQ(model->set<float>(0, {2, 3}, {1, 2, 3, 4, 5, 6}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_THAT(model->values<float>(0), ElementsAre(1, 4, 2, 5, 3, 6));
  EXPECT_THAT(model->shape(), ElementsAre(3, 2));
}

TEST_P(LibTorchTest, TakesWhatModelsReturn) {
  const auto list = load("as-list");
  ASSERT_EQ(list->set<float>(0, {1}, {1}), 0);
  ASSERT_EQ(list->compute(), 0) << list->line.data();
  EXPECT_THAT(list->values<float>(0), ElementsAre(2));
  EXPECT_THAT(list->values<float>(1), ElementsAre(3));
  const auto dictionary = load("as-dict");
  ASSERT_EQ(dictionary->set<float>(0, {1}, {1}), 0);
  EXPECT_EQ(dictionary->compute(), 6);
  EXPECT_THAT(dictionary->line.data(), isOneLine());
}

TEST_P(LibTorchTest, LeavesDefaultsToTheModel) {
  const auto model = load("with-default");
  EXPECT_EQ(backend->input_count(model->graph), 1U);
  ASSERT_EQ(model->set<float>(0, {1}, {2}), 0);
  ASSERT_EQ(model->compute(), 0) << model->line.data();
  EXPECT_THAT(model->values<float>(0), ElementsAre(6));
}

TEST_P(LibTorchTest, SaysWhatAScriptRaises) {
  const auto model = load("raises", {"optimise=none"});
  ASSERT_EQ(model->set<float>(0, {1}, {2}), 0);
  EXPECT_EQ(model->compute(), 5);
  EXPECT_THAT(model->line.data(), HasSubstr("not today"));
}

TEST_P(LibTorchTest, UsesAsManyThreadsAsToldAlsoInOpenBlas) {
  const auto model = load("dense");
  ASSERT_EQ(model->set<float>(0, {1, 64}, std::vector<float>(64)), 0);
  ASSERT_EQ(model->compute(), 0);
  void *object = ::dlopen(NEARNATIVE_LIBRARIES "/nearnative-nn-libtorch.so", RTLD_NOW | RTLD_LOCAL);
  const auto threads = reinterpret_cast<int (*)()>(::dlsym(object, "openblas_get_num_threads"));
  if (threads == nullptr)
    GTEST_SKIP() << "LibTorch's BLAS is another";
  EXPECT_EQ(threads(), 1);
  Model two(*backend);
  ASSERT_EQ(two.load(parts("dense"), {}, 2), 0);
  EXPECT_EQ(threads(), 2);
  // Each inference has its model's.
  ASSERT_EQ(model->compute(), 0);
  EXPECT_EQ(threads(), 1);
}

TEST_P(LibTorchTest, RefusesInputsThatAreNoTensors) {
  const auto model = load("takes-list");
  EXPECT_EQ(model->set<float>(0, {1}, {2}), 6);
}

std::string kindName(const testing::TestParamInfo<Kind> &info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Backends, BackendTest, testing::ValuesIn(kinds), kindName);
INSTANTIATE_TEST_SUITE_P(Backends, OnnxRuntimeTest, testing::Values(kinds[1]), kindName);
INSTANTIATE_TEST_SUITE_P(Backends, LibTorchTest, testing::Values(kinds[2]), kindName);

// In one process, one after the other and again: their libraries carry some of the same parts.
TEST(BackendsTogether, AllRunInOneProcess) {
  std::vector<std::unique_ptr<Model>> models;
  for (int round = 0; round < 2; ++round)
    for (const Kind &kind : kinds) {
      const nn_backend *backend = openBackend(kind.name);
      if (backend == nullptr)
        GTEST_SKIP() << kind.name << ": " << libraryError;
      const std::string path = std::string(NEARNATIVE_MODELS "/") + kind.name + "/dense";
      auto model = std::make_unique<Model>(*backend);
      const auto files = kind.suffix == std::string(".xml") ? std::vector{path + ".xml", path + ".bin"} : std::vector{path + kind.suffix};
      ASSERT_EQ(model->loadFiles(files), 0) << model->line.data();
      models.push_back(std::move(model));
    }
  std::vector<std::vector<float>> results;
  for (int round = 0; round < 3; ++round)
    for (size_t index = 0; index < models.size(); ++index) {
      ASSERT_EQ(models[index]->set<float>(0, {1, 64}, std::vector<float>(64, 0.25F)), 0);
      ASSERT_EQ(models[index]->compute(), 0) << models[index]->line.data();
      const auto values = models[index]->values<float>(0);
      if (results.size() < models.size())
        results.push_back(values);
      EXPECT_EQ(values, results[index]);
    }
  // ONNX Runtime and OpenVINO have the same model.
  EXPECT_THAT(results[1], testing::Pointwise(testing::FloatNear(1e-5F), results[0]));
}

TEST(BackendsMissing, OneLineSaysWhatToDo) {
  // A process of its own (ctest runs each test alone), so that nothing is loaded yet.
  for (const char *name : {"onnxruntime", "openvino"}) {
    EXPECT_EQ(openBackend(name, "/nowhere/library.so"), nullptr);
    EXPECT_THAT(libraryError, AllOf(isOneLine(), HasSubstr("/nowhere/library.so"), HasSubstr("setup/install")));
    EXPECT_EQ(openBackend(name, "libm.so.6"), nullptr);
    EXPECT_THAT(libraryError, AllOf(isOneLine(), HasSubstr("libm.so.6 has no function")));
  }
}

} // namespace
} // namespace nearnative::nn
