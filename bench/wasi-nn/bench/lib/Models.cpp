// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Models.h"

#include "nearnative/Files.h"
#include "wasi-nn/Abi.h"

#include <algorithm>
#include <array>
#include <set>

namespace nearnative::nn {

namespace {

/// More is not a tensor that fits a guest.
constexpr uint64_t mostTensorBytes = uint64_t{1} << 32;

constexpr std::array<std::pair<std::string_view, TensorType>, 6> tensorTypes{{{"f16", TensorType::f16},
                                                                              {"f32", TensorType::f32},
                                                                              {"f64", TensorType::f64},
                                                                              {"u8", TensorType::u8},
                                                                              {"i32", TensorType::i32},
                                                                              {"i64", TensorType::i64}}};

std::optional<uint64_t> elementBytesNamed(std::string_view type) {
  for (const auto &[name, known] : tensorTypes)
    if (name == type)
      return elementBytes(known);
  return std::nullopt;
}

/// Names become parts of paths and of row names.
bool isName(const std::string &text) {
  return !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
  });
}

/// A path of models.json stays inside its folder.
bool staysInside(const std::string &path) {
  const auto normal = std::filesystem::path(path).lexically_normal();
  return !normal.empty() && normal.is_relative() && *normal.begin() != "..";
}

std::string mistakeIn(const TensorSpec &tensor) {
  const auto element = elementBytesNamed(tensor.type);
  if (!element)
    return "tensor " + tensor.name + " has the type '" + tensor.type + "'; there are f16, f32, f64, u8, i32, i64";
  uint64_t bytes = *element;
  for (const uint64_t dimension : tensor.shape) {
    if (dimension == 0 || dimension > mostTensorBytes / bytes)
      return "tensor " + tensor.name + " has a shape of 0 or more than 4 GiB";
    bytes *= dimension;
  }
  return {};
}

std::string mistakeIn(const Model &model) {
  if (!isName(model.name))
    return "'" + model.name + "' is no name of a model; letters a to z, digits and - make one";
  if (model.task != "classify" && model.task != "tensors")
    return model.name + ": task is '" + model.task + "'; there are classify, tensors";
  if (model.inputs.empty() || model.outputs.empty())
    return model.name + ": it has no inputs or no outputs";
  for (const auto *tensors : {&model.inputs, &model.outputs})
    for (const TensorSpec &tensor : *tensors)
      if (std::string mistake = mistakeIn(tensor); !mistake.empty())
        return model.name + ": " + mistake;
  if (model.task == "classify" && !model.image)
    return model.name + ": task is classify and there is no image";
  if (model.task == "tensors" && (model.samples.empty() || model.samples.front().inputs.size() != model.inputs.size()))
    return model.name + ": task is tensors and there is no sample with a file for each input";
  std::vector<std::string> paths;
  for (const auto &[form, files] : model.files)
    paths.insert(paths.end(), files.begin(), files.end());
  for (const Sample &sample : model.samples)
    paths.insert(paths.end(), sample.inputs.begin(), sample.inputs.end());
  if (model.image)
    paths.push_back(model.image->file);
  for (const std::string &path : paths)
    if (!staysInside(path))
      return model.name + ": '" + path + "' is no path below the folder of models.json";
  return {};
}

} // namespace

uint64_t bytesOf(const TensorSpec &tensor) {
  uint64_t bytes = elementBytesNamed(tensor.type).value_or(0);
  for (const uint64_t dimension : tensor.shape)
    bytes *= dimension;
  return bytes;
}

Result<Models> readModels(const std::filesystem::path &folder) {
  const std::filesystem::path file = folder / "models.json";
  auto document = readJson(file, "nearnative-models-1");
  if (!document)
    return failure(document.error().message + "; --models names a folder that corpus/models/make-models wrote");
  auto models = report::fromJson<Models>(*document, file.string());
  if (!models)
    return models;
  models->folder = folder;
  if (models->models.empty())
    return failure(file.string() + " has no models");
  std::set<std::string> names;
  for (const Model &model : models->models) {
    if (const std::string mistake = mistakeIn(model); !mistake.empty())
      return failure(file.string() + ": " + mistake);
    if (!names.insert(model.name).second)
      return failure(file.string() + ": there are two models " + model.name);
  }
  return models;
}

} // namespace nearnative::nn
