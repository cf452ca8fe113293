// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Rows.h"

#include "wasi-nn/Abi.h"

#include <algorithm>
#include <array>
#include <functional>

namespace nearnative::nn {

namespace {

namespace fs = std::filesystem;

/// Bytes of files together; none when one is missing.
std::optional<uint64_t> bytesOfFiles(const std::vector<fs::path> &files) {
  uint64_t sum = 0;
  for (const fs::path &file : files) {
    std::error_code error;
    sum += fs::file_size(file, error);
    if (error)
      return std::nullopt;
  }
  return files.empty() ? std::nullopt : std::optional(sum);
}

/// Puts `file` into `folder` as `name`: a second name of the same file where that can be, because a guest's folder is a sandbox that no
/// symbolic link leads out of.
Result<void> place(const fs::path &file, const fs::path &folder, const std::string &name) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path target = folder / name;
  if (!error && !fs::exists(target)) {
    fs::create_hard_link(fs::canonical(file, error), target, error);
    if (error)
      fs::copy_file(file, target, error);
  }
  if (error)
    return failure("cannot put " + file.string() + " into " + folder.string() + ": " + error.message());
  return {};
}

template <class T> std::string joined(const std::vector<T> &parts, const char *between, const std::function<std::string(const T &)> &text) {
  std::string all;
  for (const T &part : parts)
    all += (all.empty() ? "" : between) + text(part);
  return all;
}

/// The name that wasm-model gives the C of a model.
std::string cName(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name.front() >= '0' && name.front() <= '9' ? "model_" + name : name;
}

std::string shapeText(const TensorSpec &tensor) {
  return joined<uint64_t>(tensor.shape, "x", [](const uint64_t &dimension) { return std::to_string(dimension); });
}

/// A model as one backend takes it.
struct Source {
  Encoding encoding;
  std::string form;    ///< key of Model::files
  std::string options; ///< "?key=value", or nothing
};

struct Engine {
  const char *name;
  const char *title;
};
constexpr std::array engines{Engine{"wasmtime", "Wasmtime"}, Engine{"v8", "V8"}};

class Planner {
public:
  Planner(const Models &models, const Model &model, const Places &places) : models(models), model(model), places(places) {}

  Result<std::vector<RowPlan>> plan() {
    if (auto made = placeData(); !made)
      return tl::unexpected(made.error());
    addNative();
    addWasiNn();
    addCompiled();
    addWeb();
    if (problem)
      return tl::unexpected(*problem);
    return std::move(plans);
  }

private:
  const std::string onnxruntime = "onnxruntime";
  const Source onnx{Encoding::onnx, "onnx", ""};
  const Source torchPlain{Encoding::pytorch, "torchscript", "?optimise=none"};
  const Source torchFrozen{Encoding::pytorch, "torchscript-frozen", "?optimise=none"};
  const Source torchOptimised{Encoding::pytorch, "torchscript-frozen", "?optimise=inference"};
  const Source mobilePlain{Encoding::pytorch, "lite", ""};
  const Source mobileOptimised{Encoding::pytorch, "lite-optimised", ""};
  const Source openvino{Encoding::openvino, "openvino", ""};

  fs::path folder(const std::string &name) const { return places.scratch / model.name / name; }

  Result<void> placeData() const {
    if (model.task == "classify")
      return place(models.folder / model.image->file, folder("data"), "image.rgb");
    for (size_t index = 0; index < model.inputs.size(); ++index)
      if (auto placed =
              place(models.folder / model.samples.front().inputs[index], folder("data"), "input-" + std::to_string(index) + ".bin");
          !placed)
        return placed;
    return {};
  }

  std::vector<fs::path> filesOf(const Source &source) const {
    std::vector<fs::path> files;
    if (const auto found = model.files.find(source.form); found != model.files.end())
      for (const std::string &file : found->second)
        files.push_back(fs::absolute(models.folder / file));
    return files;
  }

  /// What every application is told, and where it finds its files.
  std::vector<std::string> applicationOptions(const fs::path &modelFolder) const {
    const auto tensors = [](const std::vector<TensorSpec> &list, const std::function<std::string(const TensorSpec &)> &text) {
      return joined<TensorSpec>(list, ",", text);
    };
    std::vector<std::string> options;
    const auto set = [&](const std::string &key, const std::string &value) { options.insert(options.end(), {"--env", key + "=" + value}); };
    set("NN_MODEL", model.name);
    set("NN_INPUT_TYPE", tensors(model.inputs, [](const TensorSpec &tensor) { return tensor.type; }));
    set("NN_INPUT_SHAPE", tensors(model.inputs, shapeText));
    set("NN_OUTPUT_BYTES", tensors(model.outputs, [](const TensorSpec &tensor) { return std::to_string(bytesOf(tensor)); }));
    if (model.image)
      set("NN_IMAGE", std::to_string(model.image->width) + "x" + std::to_string(model.image->height));
    options.insert(options.end(), {"--dir", folder("data").string() + "::/data"});
    if (!modelFolder.empty())
      options.insert(options.end(), {"--dir", modelFolder.string() + "::/model"});
    return options;
  }

  std::string graphOption(const Source &source) const {
    return model.name + "=" + std::string(name(source.encoding)) + source.options + ":" +
           joined<fs::path>(filesOf(source), ",", [](const fs::path &file) { return file.string(); });
  }

  RowPlan &add(std::string rowName, std::string title, std::string kind, std::string engine, std::string backend, std::string variant) {
    RowPlan &plan = plans.emplace_back();
    plan.row.name = std::move(rowName);
    plan.row.title = std::move(title);
    plan.row.kind = std::move(kind);
    plan.row.engine = std::move(engine);
    plan.row.backend = std::move(backend);
    plan.row.variant = std::move(variant);
    return plan;
  }

  /// The files of the model in `source`'s form.
  void needModel(RowPlan &plan, const Source &source) const {
    const auto files = filesOf(source);
    plan.row.modelBytes = bytesOfFiles(files);
    for (const fs::path &file : files)
      plan.needs.push_back({file, "make the models again (corpus/models/make-models)"});
    if (files.empty())
      plan.needs.push_back({models.folder / model.name / source.form, "models.json has no '" + source.form + "' of this model"});
  }

  void needModule(RowPlan &plan, const std::string &app) const {
    plan.module = places.apps / app;
    plan.needs.push_back({plan.module, "build the applications (target models-apps of corpus/models)"});
  }

  void addNativeRow(const std::string &suffix, const std::string &title, const std::string &backend, const std::string &variant,
                    const Source &source) {
    RowPlan &plan = add("native-" + suffix, title, "native", "native", backend, variant);
    needModel(plan, source);
    needModule(plan, model.task + ".native.so");
    plan.command = {(places.programs / "nearnative-runner-model").string(),
                    "--app",
                    plan.module.string(),
                    "--graph",
                    graphOption(source),
                    "--threads",
                    std::to_string(places.threads)};
    const auto options = applicationOptions({});
    plan.command.insert(plan.command.end(), options.begin(), options.end());
  }

  void addNative() {
    addNativeRow("onnxruntime", "native ONNX Runtime", onnxruntime, "", onnx);
    addNativeRow("libtorch-plain", "native LibTorch, plain", "libtorch", "plain", torchPlain);
    addNativeRow("libtorch-frozen", "native LibTorch, frozen", "libtorch", "frozen", torchFrozen);
    addNativeRow("libtorch", "native LibTorch, optimised", "libtorch", "", torchOptimised);
    addNativeRow("mobile-plain", "native PyTorch Mobile, plain", "libtorch", "mobile-plain", mobilePlain);
    addNativeRow("mobile", "native PyTorch Mobile, optimised", "libtorch", "mobile", mobileOptimised);
    addNativeRow("openvino", "native OpenVINO", "openvino", "", openvino);
  }

  /// Starts of a command line that runs a module on an engine.
  std::vector<std::string> wasmCommand(const Engine &engine) const {
    return {(places.programs / "wasi-nn-run").string(), "--serve", "--engine", engine.name, "--threads", std::to_string(places.threads)};
  }

  struct Special {
    std::string variant, title;
    std::vector<std::string> options;
    std::string build = "strict";
    int way = 0;
  };

  void addWasiNnRow(const Engine &engine, const std::string &backend, const std::string &backendTitle, const Source &source,
                    const Special &special) {
    RowPlan &plan = add("wasi-nn-" + backend + "-" + engine.name + (special.variant.empty() ? "" : "-" + special.variant),
                        "WASI-NN, " + backendTitle + ", " + engine.title + special.title, "wasi-nn", engine.name, backend, special.variant);
    plan.row.native = "native-" + backend;
    plan.row.isExtra = !special.variant.empty();
    plan.onlyCold = special.way != 0;
    needModel(plan, source);
    needModule(plan, model.task + "." + special.build + ".wasm");
    plan.command = wasmCommand(engine);
    plan.command.insert(plan.command.end(), special.options.begin(), special.options.end());
    fs::path modelFolder;
    if (special.way == 0) {
      plan.command.insert(plan.command.end(), {"--graph", graphOption(source)});
    } else {
      modelFolder = folder("model-" + source.form);
      std::string names;
      for (const fs::path &file : filesOf(source)) {
        const std::string name = file.filename().string();
        names += (names.empty() ? "" : ",") + name;
        if (fs::exists(file))
          note(place(file, modelFolder, name));
      }
      plan.command.insert(plan.command.end(), {"--env", "NN_FILES=" + names, "--way", std::to_string(special.way)});
    }
    plan.command.insert(plan.command.end(), {"--env", "NN_ENCODING=" + std::to_string(static_cast<uint32_t>(source.encoding))});
    const auto options = applicationOptions(modelFolder);
    plan.command.insert(plan.command.end(), options.begin(), options.end());
    plan.command.push_back(plan.module.string());
  }

  void addWasiNn() {
    for (const Engine &engine : engines) {
      addWasiNnRow(engine, onnxruntime, "ONNX Runtime", onnx, {});
      addWasiNnRow(engine, "libtorch", "LibTorch", torchOptimised, {});
      addWasiNnRow(engine, "openvino", "OpenVINO", openvino, {});
    }
    for (const Engine &engine : engines)
      for (const Special &special : {Special{"deferred", ", input deferred", {"--input-mode", "deferred"}},
                                     Special{"several-copies", ", several copies", {"--input-mode", "several-copies"}},
                                     Special{"deadline", ", with a deadline", {"--deadline", farDeadline}},
                                     Special{"stock", ", stock guest", {}, "stock"}, Special{"load", ", model by load()", {}, "strict", 1}})
        addWasiNnRow(engine, onnxruntime, "ONNX Runtime", onnx, special);
  }

  /// A staged application with a compiled model in it, and its weights as /model/weights.bin.
  void needCompiled(RowPlan &plan, const std::string &app) {
    const fs::path weights = places.compiled / model.name / (cName(model.name) + ".weights.bin");
    plan.row.modelBytes = bytesOfFiles({weights});
    plan.needs.push_back({weights, "compile the models (target models-compiled of corpus/models) and give their folder (--compiled)"});
    if (plan.row.modelBytes)
      note(place(weights, folder("weights"), "weights.bin"));
    needModule(plan, app);
  }

  void addPureRow(const Engine &engine, const std::string &form, const std::string &build, bool deadline) {
    const std::string variant = form + "-" + build + (deadline ? "-deadline" : "");
    RowPlan &plan = add("pure-" + variant + "-" + engine.name,
                        "pure Wasm, " + form + ", " + build + ", " + engine.title + (deadline ? ", with a deadline" : ""), "pure",
                        engine.name, "compiled", variant);
    plan.row.native = "compiled-native-v2";
    plan.row.isExtra = deadline;
    needCompiled(plan, model.name + "-" + form + "." + build + ".wasm");
    plan.command = wasmCommand(engine);
    if (deadline)
      plan.command.insert(plan.command.end(), {"--deadline", farDeadline});
    const auto options = applicationOptions(folder("weights"));
    plan.command.insert(plan.command.end(), options.begin(), options.end());
    plan.command.push_back(plan.module.string());
  }

  void addCompiled() {
    for (const char *form : {"vector", "tile"})
      for (const char *build : {"stock", "strict"})
        for (const Engine &engine : engines)
          addPureRow(engine, form, build, false);
    for (const Engine &engine : engines)
      addPureRow(engine, "vector", "strict", true);
    for (const char *level : {"v2", "v3"}) {
      RowPlan &plan = add(std::string("compiled-native-") + level, std::string("same C, native x86-64-") + level, "compiled-native",
                          "native", "compiled", level);
      needCompiled(plan, model.name + "-vector." + level + ".so");
      plan.command = {(places.programs / "nearnative-runner-model").string(), "--app", plan.module.string()};
      const auto options = applicationOptions(folder("weights"));
      plan.command.insert(plan.command.end(), options.begin(), options.end());
    }
  }

  void addWeb() {
    RowPlan &plan = add("onnxruntime-web", "ONNX Runtime Web", "web", "v8", "onnxruntime-web", "");
    const fs::path script = places.scripts / "ort-web.mjs";
    needModel(plan, onnx);
    plan.needs.push_back({script, "build wasi-nn-run"});
    const auto files = filesOf(onnx);
    plan.command = {
        places.node, script.string(), "--model", files.empty() ? "" : files.front().string(), "--threads", std::to_string(places.threads)};
    const auto options = applicationOptions({});
    plan.command.insert(plan.command.end(), options.begin(), options.end());
  }

  void note(const Result<void> &result) {
    if (!result && !problem)
      problem = result.error();
  }

  /// A day: the machinery of deadlines runs, and none is met.
  static constexpr const char *farDeadline = "86400000";

  const Models &models;
  const Model &model;
  const Places &places;
  std::vector<RowPlan> plans;
  std::optional<Error> problem;
};

} // namespace

Result<std::vector<RowPlan>> planRows(const Models &models, const Model &model, const Places &places) {
  return Planner(models, model, places).plan();
}

} // namespace nearnative::nn
