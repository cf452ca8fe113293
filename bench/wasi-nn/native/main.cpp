// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The rows without an engine: a staged application that was built natively (docs/formats.md), with a backend in this process or with a
// compiled model linked in.
#include "RowProtocol.h"
#include "nearnative/Tool.h"
#include "nn_calls.h"
#include "wasi-nn/Host.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <gnu/libc-version.h>
#include <map>
#include <unistd.h>

using namespace nearnative;
using namespace nearnative::nn;

namespace {

namespace fs = std::filesystem;

/// The model that the application reaches by nn_calls: the same steps as the host core's, without a guest's memory to check.
class BackendCalls {
public:
  BackendCalls(const nn_backend &backend, const NamedGraph &model, int threads) : backend(backend), model(model), threads(threads) {
    table.self = this;
    table.open = [](void *self) { return of(self).open(); };
    table.set_input = [](void *self, uint32_t index, const nn_view *tensor) { return of(self).setInput(index, *tensor); };
    table.compute = [](void *self) { return of(self).compute(); };
    table.get_output = [](void *self, uint32_t index, void *buffer, size_t bytes, size_t *written) {
      return of(self).getOutput(index, buffer, bytes, *written);
    };
  }
  ~BackendCalls() { close(); }
  BackendCalls(const BackendCalls &) = delete;
  BackendCalls &operator=(const BackendCalls &) = delete;

  const nn_calls &calls() const { return table; }

  /// What the last call that failed said.
  std::string lastError() const { return text.data(); }

  void close() {
    if (context != nullptr)
      backend.close_context(std::exchange(context, nullptr));
    if (graph != nullptr)
      backend.unload(std::exchange(graph, nullptr));
  }

private:
  static BackendCalls &of(void *self) { return *static_cast<BackendCalls *>(self); }
  nn_error error() {
    text[0] = '\0';
    return {text.data(), text.size()};
  }

  int32_t failed(Errno code, const char *message) {
    std::strncpy(text.data(), message, text.size() - 1);
    return static_cast<int32_t>(code);
  }

  int32_t open() {
    close();
    std::vector<const char *> files, options;
    for (const std::string &file : model.files)
      files.push_back(file.c_str());
    for (const std::string &option : model.options)
      options.push_back(option.c_str());
    const nn_options chosen{threads, options.data(), options.size()};
    const int32_t result = backend.load_files(files.data(), files.size(), &chosen, &graph, error());
    return result != 0 ? result : backend.open_context(graph, &context, error());
  }

  int32_t setInput(uint32_t index, const nn_view &view) {
    if (context == nullptr)
      return failed(Errno::invalidArgument, "no model is open");
    nn_tensor tensor{};
    if (view.rank > NN_MAX_RANK)
      return failed(Errno::invalidArgument, "an input has too many dimensions");
    tensor.type = view.type;
    tensor.rank = view.rank;
    tensor.bytes = view.bytes;
    std::copy_n(view.dims, view.rank, tensor.dims);
    void *bound = nullptr;
    if (const int32_t result = backend.bind_input(context, index, &tensor, &bound, error()); result != 0)
      return result;
    if (view.bytes > 0)
      std::memcpy(bound, view.data, view.bytes);
    return 0;
  }

  int32_t compute() { return context != nullptr ? backend.compute(context, error()) : failed(Errno::invalidArgument, "no model is open"); }

  int32_t getOutput(uint32_t index, void *buffer, size_t bytes, size_t &written) {
    if (context == nullptr)
      return failed(Errno::invalidArgument, "no model is open");
    const void *data = nullptr;
    nn_tensor tensor{};
    if (const int32_t result = backend.output(context, index, &data, &tensor, error()); result != 0)
      return result;
    written = tensor.bytes;
    if (tensor.bytes > bytes)
      return failed(Errno::tooLarge, "the application's buffer is smaller than the output");
    if (tensor.bytes > 0)
      std::memcpy(buffer, data, tensor.bytes);
    return 0;
  }

  const nn_backend &backend;
  const NamedGraph &model;
  int threads;
  nn_calls table{};
  nn_graph *graph = nullptr;
  nn_context *context = nullptr;
  std::array<char, 1024> text{};
};

class NativeRow final : public Row {
public:
  /// `model` may be null: the application brings its own.
  NativeRow(fs::path application, int32_t way, BackendCalls *model) : application(std::move(application)), way(way), model(model) {}

  Result<OpenTimes> open() override {
    OpenTimes times;
    const int64_t start = nanoseconds();
    // The loader maps the file and binds it; there is no reading or compiling apart from that.
    library = ::dlopen(application.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
      return failure(std::string("cannot load it: ") + ::dlerror());
    if (auto found = findExports(); !found) {
      unload();
      return tl::unexpected(found.error());
    }
    const int64_t loaded = nanoseconds();
    times.instantiate = loaded - start;
    const int32_t result = stageOpen(way);
    times.open = nanoseconds() - loaded;
    if (auto done = check("stage_open", result); !done) {
      unload();
      return tl::unexpected(done.error());
    }
    return times;
  }

  void close() override {
    stageClose();
    unload();
  }

  Result<void> run(Stage stage) override { return check(exportName(stage), stageRuns[static_cast<size_t>(stage)]()); }

  Result<int32_t> outputCount() override { return stageOutputCount(); }

  Result<std::span<const std::byte>> output(int32_t index) override {
    return std::span(static_cast<const std::byte *>(stageOutput(index)), stageOutputBytes(index));
  }

  std::optional<uint64_t> guestPages() override { return std::nullopt; }

private:
  template <class Function> bool find(const char *name, Function *&function) {
    function = reinterpret_cast<Function *>(::dlsym(library, name));
    if (function == nullptr)
      missing = name;
    return function != nullptr;
  }

  Result<void> findExports() {
    bool complete = find("stage_open", stageOpen) && find("stage_output_count", stageOutputCount) && find("stage_output", stageOutput) &&
                    find("stage_output_bytes", stageOutputBytes) && find("stage_close", stageClose);
    for (const Stage stage : stages)
      complete = complete && find(exportName(stage), stageRuns[static_cast<size_t>(stage)]);
    if (!complete)
      return failure(application.string() + " lacks " + missing + "; it is no staged application (docs/formats.md)");
    void (*stageUse)(const nn_calls *) = nullptr;
    const bool takesBackend = find("stage_use", stageUse);
    if (takesBackend && model == nullptr)
      return failure(application.string() + " needs a model by a backend; give --graph");
    if (!takesBackend && model != nullptr)
      return failure(application.string() + " brings its own model; --graph is not for it");
    if (takesBackend)
      stageUse(&model->calls());
    return {};
  }

  Result<void> check(const char *name, int32_t result) const {
    if (result == 0)
      return {};
    return checkResult(name, result, model != nullptr ? model->lastError() : "");
  }

  void unload() {
    if (model != nullptr)
      model->close();
    ::dlclose(std::exchange(library, nullptr));
  }

  fs::path application;
  int32_t way;
  BackendCalls *model;
  void *library = nullptr;
  const char *missing = "";
  int32_t (*stageOpen)(int32_t) = nullptr;
  std::array<int32_t (*)(), stages.size()> stageRuns{};
  int32_t (*stageOutputCount)() = nullptr;
  const void *(*stageOutput)(int32_t) = nullptr;
  uint32_t (*stageOutputBytes)(int32_t) = nullptr;
  int32_t (*stageClose)() = nullptr;
};

struct CommandLine {
  std::string application;
  std::string graph;
  int threads = 1;
  int32_t way = 0;
  std::vector<std::string> libraries, environment, directories;
};

/// `text` cut at the first `mark`. Errors: there is none, or nothing before it.
Result<std::pair<std::string, std::string>> cut(const std::string &text, const std::string &mark, const std::string &option) {
  const size_t position = text.find(mark);
  if (position == std::string::npos || position == 0)
    return failure(option + " '" + text + "': there is no '" + mark + "' after a name");
  return std::pair(text.substr(0, position), text.substr(position + mark.size()));
}

Result<void> setVariable(const std::string &name, const std::string &value) {
  if (::setenv(name.c_str(), value.c_str(), 1) != 0)
    return failure("cannot set the environment variable " + name + ": " + std::strerror(errno));
  return {};
}

Result<void> setEnvironment(const CommandLine &line) {
  for (const std::string &text : line.environment) {
    const auto pair = cut(text, "=", "--env");
    if (!pair)
      return tl::unexpected(pair.error());
    if (auto set = setVariable(pair->first, pair->second); !set)
      return set;
  }
  // A native application opens paths of the host; the folders that a guest would see are told to it by their names.
  static const std::map<std::string, std::string> variables{{"/model", "NN_MODEL_DIR"}, {"/data", "NN_DATA_DIR"}};
  for (const std::string &text : line.directories) {
    const auto pair = cut(text, "::", "--dir");
    if (!pair)
      return tl::unexpected(pair.error());
    const auto variable = variables.find(pair->second);
    if (variable == variables.end())
      return failure("--dir '" + text + "': a native application knows /model and /data only");
    if (!fs::is_directory(pair->first))
      return failure("--dir '" + text + "': " + pair->first + " is no folder");
    if (auto set = setVariable(variable->second, fs::absolute(pair->first)); !set)
      return set;
  }
  return {};
}

Result<int> serve(const CommandLine &line) {
  if (!fs::is_regular_file(line.application))
    return failure(line.application + " is no file; --app takes a staged application that was built natively");
  std::map<std::string, std::string> libraries;
  for (const std::string &text : line.libraries) {
    auto pair = cut(text, "=", "--library");
    if (!pair)
      return tl::unexpected(pair.error());
    libraries.insert(std::move(*pair));
  }
  if (auto set = setEnvironment(line); !set)
    return tl::unexpected(set.error());

  nlohmann::json greeting{{"engine", "native"}, {"version", std::string("glibc ") + gnu_get_libc_version()}};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error)
    return failure("cannot read /proc/self/exe, which tells where the backends are");
  Backends backends(program.parent_path().parent_path() / "lib", std::move(libraries));
  std::optional<NamedGraph> graph;
  std::optional<BackendCalls> model;
  if (!line.graph.empty()) {
    auto parsed = parseNamedGraph(line.graph);
    if (!parsed)
      return tl::unexpected(parsed.error());
    graph = std::move(*parsed);
    const auto backend = backends.find(graph->encoding);
    if (!backend)
      return tl::unexpected(backend.error());
    if (auto added = addBackend(greeting, **backend); !added)
      return tl::unexpected(added.error());
    model.emplace(**backend, *graph, line.threads);
  }
  NativeRow row(fs::absolute(line.application), line.way, model ? &*model : nullptr);
  return serveRow(row, "nearnative-runner-model", greeting);
}

int runCommandLine(int argc, char **argv) {
  CommandLine line;
  CLI::App app("Serves a staged application that was built natively to wasi-nn-bench: commands on stdin, answers on stdout "
               "(docs/formats.md, \"Rows: one process each\").",
               "nearnative-runner-model");
  const auto several = [&](const std::string &option, std::vector<std::string> &values, const std::string &text) {
    app.add_option(option, values, text)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  app.add_option("--app", line.application, "The application, a shared object")->required();
  app.add_option("--graph", line.graph,
                 "NAME=ENCODING[?KEY=VALUE[&KEY=VALUE]]:FILE[,FILE]: its model, for an application that uses a backend; encodings: onnx, "
                 "pytorch, openvino (xml,bin)");
  app.add_option("--threads", line.threads, "Threads that the backend may use for one inference")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--way", line.way, "What stage_open is given; native applications do the same with each")
      ->check(CLI::Range(0, 2))
      ->capture_default_str();
  several("--library", line.libraries, "BACKEND=PATH: the library of onnxruntime or openvino instead of the installed one");
  several("--env", line.environment, "NAME=VALUE: added to the application's environment");
  several("--dir", line.directories, "HOST::GUEST: the folder that it has for /model or /data");
  app.footer("Examples:\n"
             "  printf 'open\\ninfer\\t10\\n' | nearnative-runner-model --app classify.native.so --graph m=onnx:model.onnx \\\n"
             "    --env NN_INPUT_SHAPE=1x3x224x224 --env NN_OUTPUT_BYTES=4000 --env NN_IMAGE=640x480 --dir mobilenetv2::/data\n"
             "  nearnative-runner-model --app mobilenetv2.v3.so --dir mobilenetv2::/model --dir images::/data");
  return runTool(app, argc, argv, [&] { return serve(line); });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("nearnative-runner-model: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
