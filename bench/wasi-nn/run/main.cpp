// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasi-nn-run: runs a guest with WASI-NN on Wasmtime or V8 (docs/wasi-nn-run.md). The work is in lib/.
#include "Commands.h"
#include "Runner.h"
#include "nearnative/Files.h"
#include "nearnative/Tool.h"

#include <cstdio>

using namespace nearnative;
using namespace nearnative::nn;
namespace fs = std::filesystem;

namespace {

struct CommandLine {
  std::string guest;
  std::vector<std::string> graphs, directories, environment, libraries;
  std::string engine = "wasmtime";
  std::string inputMode = "copy";
  std::string json, compileCache, compile, node;
  int64_t deadline = 0;
  bool noLoad = false;
  RunOptions options;
};

InputMode inputModeNamed(const std::string &text) {
  for (const InputMode mode : {InputMode::deferred, InputMode::severalCopies})
    if (text == name(mode))
      return mode;
  return InputMode::copy;
}

/// What the options' texts say. Errors: any that cannot be read.
Result<RunOptions> optionsOf(const CommandLine &line) {
  RunOptions options = line.options;
  options.guest = line.guest;
  for (const std::string &text : line.graphs) {
    auto graph = parseNamedGraph(text);
    if (!graph)
      return tl::unexpected(graph.error());
    options.graphs.push_back(std::move(*graph));
  }
  for (const std::string &text : line.directories) {
    auto directory = parseDirectory(text);
    if (!directory)
      return tl::unexpected(directory.error());
    options.directories.push_back(std::move(*directory));
  }
  for (const std::string &text : line.environment) {
    auto pair = parsePair("--env", text);
    if (!pair)
      return tl::unexpected(pair.error());
    options.environment.push_back(std::move(*pair));
  }
  for (const std::string &text : line.libraries) {
    auto pair = parsePair("--library", text);
    if (!pair)
      return tl::unexpected(pair.error());
    options.libraries.insert(std::move(*pair));
  }
  options.host.inputMode = inputModeNamed(line.inputMode);
  options.host.allowLoad = !line.noLoad;
  options.host.keepPhases = options.phases || !line.json.empty();
  if (line.deadline > 0)
    options.deadline = std::chrono::milliseconds(line.deadline);
  if (!line.compileCache.empty())
    options.compileCache = fs::absolute(line.compileCache);
  if (!line.json.empty())
    options.json = fs::absolute(line.json);
  std::error_code error;
  options.prefix = fs::read_symlink("/proc/self/exe", error).parent_path().parent_path();
  if (error)
    return failure("cannot read /proc/self/exe, which tells where the backends are");
  return options;
}

Result<int> run(const CommandLine &line) {
  auto options = optionsOf(line);
  if (!options)
    return tl::unexpected(options.error());
  if (options->json)
    if (auto writable = checkWritable(*options->json, "--json"); !writable)
      return tl::unexpected(writable.error());
  if (!line.compile.empty() && line.engine != "wasmtime")
    return failure("--compile makes machine code for Wasmtime; V8 keeps its own with --compile-cache");
  if (!line.compile.empty())
    return compileForWasmtime(*options, line.compile);
  if (line.engine == "wasmtime")
    return runOnWasmtime(*options);
  if (options->guest.extension() == ".cwasm")
    return failure(line.guest + " is machine code made by Wasmtime; --engine v8 takes .wasm");
  return runOnV8(*options, line.node.empty() ? defaultNode(NEARNATIVE_DEPS) : line.node);
}

int runCommandLine(int argc, char **argv) {
  CommandLine line;
  RunOptions &options = line.options;
  Limits &limits = options.host.limits;
  CLI::App app("Runs a WebAssembly guest that uses WASI preview1 and wasi_ephemeral_nn, on Wasmtime or V8, with ONNX Runtime, LibTorch and "
               "OpenVINO behind it.",
               programName);
  const auto several = [&](const std::string &option, std::vector<std::string> &values, const std::string &text) {
    return app.add_option(option, values, text)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  const auto bytes = [&](const std::string &option, uint64_t &value, const std::string &text) {
    return app.add_option(option, value, text + " (0: no limit)")->transform(CLI::AsSizeValue(/*kb_is_1000=*/false))->capture_default_str();
  };
  app.add_option("guest", line.guest, "The guest: a .wasm file, or on Wasmtime a .cwasm file")->required();
  app.add_option("arguments", options.arguments, "The guest's arguments, after --");
  several("--graph", line.graphs,
          "NAME=ENCODING[?KEY=VALUE[&KEY=VALUE]]:FILE[,FILE]: a model that the guest may load by that name; "
          "encodings: onnx, pytorch, openvino (xml,bin)");
  several("--dir", line.directories, "HOST[::GUEST]: a folder that the guest may read and write");
  several("--env", line.environment, "NAME=VALUE: of the guest's environment, which is empty otherwise");
  app.add_option("--engine", line.engine, "wasmtime, v8")->check(CLI::IsMember({"wasmtime", "v8"}))->capture_default_str();
  app.add_option("--threads", options.host.threads, "Threads that a backend may use for one inference")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option(
         "--input-mode", line.inputMode,
         "How inputs reach the backend: copy (once), deferred (not at all: read where the guest has them at compute), several-copies "
         "(as common hosts do, to compare)")
      ->check(CLI::IsMember({"copy", "deferred", "several-copies"}))
      ->capture_default_str();
  app.add_flag("--phases", options.phases, "Print what loading, contexts, inputs, inference and outputs took, to stderr");
  app.add_option("--json", line.json, "Write the same to this file");
  app.add_option("--deadline", line.deadline, "Milliseconds after which the guest is ended (exit code 124); it runs slower with one")
      ->check(CLI::Range(int64_t{1}, int64_t{1'000'000'000}));
  app.add_option("--compile-cache", line.compileCache, "Keep compiled modules in this folder and take them from there");
  app.add_option("--compile", line.compile, "Only compile the guest, to this .cwasm file");
  app.add_flag("--no-load", line.noLoad, "Refuse models that the guest brings itself; those of --graph remain");
  bytes("--max-model-bytes", limits.modelBytes, "Of a model that the guest brings");
  bytes("--max-tensor-bytes", limits.tensorBytes, "Of one tensor");
  bytes("--max-host-bytes", limits.hostBytes, "Of the guest's models and tensors together, in the host");
  app.add_option("--max-graphs", limits.graphs, "Models loaded at once (0: no limit)")->capture_default_str();
  app.add_option("--max-contexts", limits.contexts, "Execution contexts at once (0: no limit)")->capture_default_str();
  app.add_option("--max-rank", limits.rank, "Dimensions of a tensor")->check(CLI::Range(0, NN_MAX_RANK))->capture_default_str();
  bytes("--max-guest-memory", options.guestMemoryBytes, "Of the guest's linear memory");
  several("--library", line.libraries, "BACKEND=PATH: the library of onnxruntime or openvino instead of the installed one");
  app.add_option("--node", line.node, "The Node that runs V8 (default: the pinned one)");
  app.add_flag("--serve", options.serve, "Serve a staged application to wasi-nn-bench: commands on stdin, answers on stdout");
  app.add_option("--way", options.way,
                 "With --serve, where the application's model comes from: 0 by name, 1 from /model, 2 from /model each time")
      ->check(CLI::Range(0, 2))
      ->capture_default_str();
  app.footer("Examples:\n"
             "  wasi-nn-run classify.wasm --graph mobilenetv2=onnx:mobilenetv2/model.onnx --dir mobilenetv2::/data -- /data/image.rgb\n"
             "  wasi-nn-run classify.wasm --graph 'm=pytorch?optimise=freeze:plain.pt' --phases --json run.json\n"
             "  wasi-nn-run classify.wasm --engine v8 --graph m=openvino:model.xml,model.bin --deadline 500\n"
             "  wasi-nn-run classify.wasm --compile classify.cwasm && wasi-nn-run classify.cwasm --graph m=onnx:model.onnx\n"
             "A .cwasm file is machine code, which Wasmtime runs as it is: load only files that you made yourself.\n"
             "Exit code: the guest's own; 134 it trapped; 124 its deadline was over; 2 bad input.");
  return runTool(app, argc, argv, [&] { return run(line); });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("wasi-nn-run: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
