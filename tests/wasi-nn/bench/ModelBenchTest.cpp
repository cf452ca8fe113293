// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How outputs are compared, which rows there are and how they are started.
#include "OutputCheck.h"
#include "Rows.h"
#include "ScratchFolder.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <set>

using namespace nearnative;
using namespace nearnative::nn;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

namespace {

template <class T> std::string bytesOfValues(const std::vector<T> &values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

Model modelWith(std::vector<TensorSpec> outputs) {
  Model model;
  model.name = "m";
  model.task = "tensors";
  model.outputs = std::move(outputs);
  return model;
}

} // namespace

TEST(OutputCheck, EqualBitsAreNoDifference) {
  const std::string bytes = bytesOfValues<float>({1, std::nanf(""), -0.0f});
  const auto difference = compareOutputs(modelWith({{"y", "f32", {3}}}), bytes, bytes);
  ASSERT_TRUE(difference);
  EXPECT_TRUE(difference->bits);
  EXPECT_EQ(difference->maxAbsolute, 0);
}

TEST(OutputCheck, MeasuresAgainstTheLargestValueOfTheSameOutput) {
  const Model model = modelWith({{"a", "f32", {2}}, {"b", "f64", {2}}});
  const std::string expected = bytesOfValues<float>({100, 1}) + bytesOfValues<double>({2, 0});
  const std::string found = bytesOfValues<float>({100, 1.0625f}) + bytesOfValues<double>({2, 0.001});
  const auto difference = compareOutputs(model, found, expected);
  ASSERT_TRUE(difference) << difference.error().message;
  EXPECT_FALSE(difference->bits);
  EXPECT_DOUBLE_EQ(difference->maxAbsolute, 0.0625);
  EXPECT_DOUBLE_EQ(difference->maxRelative, 0.000625);
  // The same 0.0625 beside a largest value of 2 is wrong.
  const auto wrong = compareOutputs(model, bytesOfValues<float>({100, 1}) + bytesOfValues<double>({2, 0.0625}), expected);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "wrong result: b[1] is 0.0625 instead of 0");
}

TEST(OutputCheck, NansAndInfinitiesMustBeTheSame) {
  const Model model = modelWith({{"y", "f32", {2}}});
  const float nan = std::nanf(""), infinity = std::numeric_limits<float>::infinity();
  EXPECT_FALSE(compareOutputs(model, bytesOfValues<float>({nan, 1}), bytesOfValues<float>({1, 1})));
  EXPECT_FALSE(compareOutputs(model, bytesOfValues<float>({1, 1}), bytesOfValues<float>({nan, 1})));
  EXPECT_FALSE(compareOutputs(model, bytesOfValues<float>({infinity, 1}), bytesOfValues<float>({1, 1})));
  EXPECT_FALSE(compareOutputs(model, bytesOfValues<float>({1, 1}), bytesOfValues<float>({infinity, 1})));
  EXPECT_TRUE(compareOutputs(model, bytesOfValues<float>({infinity, -nan}), bytesOfValues<float>({infinity, nan})));
  EXPECT_FALSE(compareOutputs(model, bytesOfValues<float>({0, 1e-30f}), bytesOfValues<float>({0, 0}))) << "nothing is near to all zeros";
}

TEST(OutputCheck, HalfsByValueAndIntegersByBits) {
  const Model half = modelWith({{"y", "f16", {3}}});
  EXPECT_TRUE(compareOutputs(half, bytesOfValues<uint16_t>({0x3c00, 0x0001, 0x8000}), bytesOfValues<uint16_t>({0x3c00, 0x0002, 0x0000})));
  EXPECT_FALSE(compareOutputs(half, bytesOfValues<uint16_t>({0x3c00, 0, 0}), bytesOfValues<uint16_t>({0x3c20, 0, 0})));
  EXPECT_FALSE(compareOutputs(half, bytesOfValues<uint16_t>({0x7c00, 0, 0}), bytesOfValues<uint16_t>({0x3c00, 0, 0})));
  const Model labels = modelWith({{"y", "i64", {1}}});
  EXPECT_TRUE(compareOutputs(labels, bytesOfValues<int64_t>({7}), bytesOfValues<int64_t>({7})));
  EXPECT_FALSE(compareOutputs(labels, bytesOfValues<int64_t>({7}), bytesOfValues<int64_t>({8})));
}

TEST(OutputCheck, AnotherLengthIsWrong) {
  const auto result = compareOutputs(modelWith({{"y", "f32", {3}}}), std::string(8, 0), std::string(12, 0));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "outputs of 8 bytes where the model has 12");
}

TEST(Rows, HaveOneNameEachAndSayWhatTheyNeed) {
  const auto scratch = ScratchFolder::make("wasi-nn-bench-test");
  ASSERT_TRUE(scratch);
  const std::filesystem::path folder = (*scratch)->path;
  std::ofstream(folder / "input.bin") << "x";
  std::ofstream(folder / "model.onnx") << "model";
  Model model = modelWith({{"y", "f32", {1, 10}}, {"z", "f32", {2}}});
  model.inputs = {{"x", "f32", {1, 3, 8, 8}}};
  model.samples = {{{"input.bin"}, {}}};
  model.files = {{"onnx", {"model.onnx"}}, {"openvino", {"model.xml", "model.bin"}}};
  Models models;
  models.folder = folder;
  Places places{"/p/bin", "/p/share", "node", "/apps", {}, folder / "scratch", 1};
  const auto plans = planRows(models, model, places);
  ASSERT_TRUE(plans) << plans.error().message;
  std::set<std::string> names;
  for (const RowPlan &plan : *plans)
    EXPECT_TRUE(names.insert(plan.row.name).second) << plan.row.name;
  for (const RowPlan &plan : *plans)
    if (plan.row.native)
      EXPECT_THAT(names, Contains(*plan.row.native)) << plan.row.name;

  const auto find = [&](const std::string &name) -> const RowPlan & {
    return *std::find_if(plans->begin(), plans->end(), [&](const RowPlan &plan) { return plan.row.name == name; });
  };
  const RowPlan &wasiNn = find("wasi-nn-onnxruntime-wasmtime");
  EXPECT_EQ(wasiNn.row.modelBytes, 5u);
  EXPECT_EQ(wasiNn.module, "/apps/tensors.strict.wasm");
  EXPECT_EQ(wasiNn.command.front(), "/p/bin/wasi-nn-run");
  EXPECT_EQ(wasiNn.command.back(), "/apps/tensors.strict.wasm");
  EXPECT_THAT(wasiNn.command, Contains("m=onnx:" + (folder / "model.onnx").string()));
  EXPECT_THAT(wasiNn.command, Contains("NN_INPUT_SHAPE=1x3x8x8"));
  EXPECT_THAT(wasiNn.command, Contains("NN_OUTPUT_BYTES=40,8"));
  EXPECT_THAT(wasiNn.command, Contains("NN_ENCODING=1"));
  EXPECT_TRUE(std::filesystem::exists(folder / "scratch/m/data/input-0.bin"));

  // By load(), the guest sees the file in its own folder and the host's registry is empty.
  const RowPlan &load = find("wasi-nn-onnxruntime-wasmtime-load");
  EXPECT_TRUE(load.onlyCold);
  EXPECT_THAT(load.command, Not(Contains("--graph")));
  EXPECT_THAT(load.command, Contains("NN_FILES=model.onnx"));
  EXPECT_TRUE(std::filesystem::exists(folder / "scratch/m/model-onnx/model.onnx"));

  // A form that the exporter could not make, and no compiled models: what is missing, and what to do.
  EXPECT_THAT(find("native-libtorch").needs.front().advice, HasSubstr("has no 'torchscript-frozen'"));
  EXPECT_THAT(find("pure-vector-strict-v8").needs.front().advice, HasSubstr("--compiled"));
}
