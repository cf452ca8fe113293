// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The models directory (docs/formats.md, nearnative-models-1).
#pragma once

#include "Inputs.h"

namespace nearnative::nn {

/// An input or output.
struct TensorSpec {
  std::string name, type;
  std::vector<uint64_t> shape;
};

struct Image {
  std::string file;
  uint64_t width = 0, height = 0;
};

/// One set of inputs with the outputs that PyTorch gave.
struct Sample {
  std::vector<std::string> inputs, outputs;
};

struct Model {
  std::string name, task;
  std::vector<TensorSpec> inputs, outputs;
  std::map<std::string, std::vector<std::string>> files; ///< by form: onnx, torchscript, ...
  std::optional<Image> image;
  std::vector<Sample> samples;
};

struct Models {
  std::filesystem::path folder; ///< that all paths are relative to
  nlohmann::json tools = nlohmann::json::object();
  std::vector<Model> models;
};

/// Reads `folder`/models.json. Errors: as readJson; a member that is missing or of the wrong kind; a name, task, type, shape or path that
/// cannot be; no model.
Result<Models> readModels(const std::filesystem::path &folder);

/// Bytes of a dense tensor of that type and shape.
uint64_t bytesOf(const TensorSpec &tensor);

} // namespace nearnative::nn

namespace nearnative::report {
template <> struct FieldsOf<nn::TensorSpec> {
  static constexpr auto list = std::make_tuple(required("name", &nn::TensorSpec::name), required("type", &nn::TensorSpec::type),
                                               required("shape", &nn::TensorSpec::shape));
};
template <> struct FieldsOf<nn::Image> {
  static constexpr auto list =
      std::make_tuple(required("file", &nn::Image::file), required("width", &nn::Image::width), required("height", &nn::Image::height));
};
template <> struct FieldsOf<nn::Sample> {
  static constexpr auto list = std::make_tuple(required("inputs", &nn::Sample::inputs), required("outputs", &nn::Sample::outputs));
};
template <> struct FieldsOf<nn::Model> {
  static constexpr auto list =
      std::make_tuple(required("name", &nn::Model::name), required("task", &nn::Model::task), required("inputs", &nn::Model::inputs),
                      required("outputs", &nn::Model::outputs), required("files", &nn::Model::files), maybe("image", &nn::Model::image),
                      maybe("samples", &nn::Model::samples));
};
template <> struct FieldsOf<nn::Models> {
  static constexpr auto list = std::make_tuple(maybe("tools", &nn::Models::tools), required("models", &nn::Models::models));
};
} // namespace nearnative::report
