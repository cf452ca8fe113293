// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasi-nn-bench: native, WASI-NN, pure Wasm and the web, one model at a time (docs/wasi-nn-bench.md). The work is in lib/.
#include "Fingerprint.h"
#include "ModelBench.h"
#include "Runner.h"
#include "ScratchFolder.h"
#include "nearnative/Files.h"
#include "nearnative/Tool.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <unistd.h>

using namespace nearnative;
namespace fs = std::filesystem;

namespace {

struct CommandLine {
  fs::path models;
  std::vector<std::string> names;
  std::string json;
  double timeoutSeconds = 120;
  bool quick = false;
  bool allowWrong = false;
  nn::Places places;
  nn::ModelBenchOptions bench;
};

Result<void> check(const CommandLine &line) {
  if (!line.json.empty())
    if (auto writable = checkWritable(line.json, "--json"); !writable)
      return writable;
  if (!fs::is_directory(line.places.apps))
    return failure(line.places.apps.string() + " is no folder; --apps names what the target models-apps of corpus/models made");
  if (!line.places.compiled.empty() && !fs::is_directory(line.places.compiled))
    return failure(line.places.compiled.string() + " is no folder; --compiled names what the target models-compiled of corpus/models made");
  if (line.bench.samples < 1 || line.bench.samples > 1000000)
    return failure("--samples must be from 1 to 1000000");
  if (line.bench.pairs < 0 || line.bench.pairs > 1000000)
    return failure("--pairs must be from 0 to 1000000");
  if (line.bench.cold < 0 || line.bench.cold > 10000)
    return failure("--cold must be from 0 to 10000");
  if (line.places.threads < 1 || line.places.threads > 1024)
    return failure("--threads must be from 1 to 1024");
  if (line.bench.timeout.count() < 1)
    return failure("--timeout must be above 0");
  return {};
}

Result<std::vector<const nn::Model *>> chooseModels(const nn::Models &models, const std::vector<std::string> &names) {
  std::vector<const nn::Model *> chosen;
  for (const std::string &name : names)
    if (std::none_of(models.models.begin(), models.models.end(), [&](const nn::Model &model) { return model.name == name; }))
      return failure((models.folder / "models.json").string() + " has no model '" + name + "'");
  for (const nn::Model &model : models.models)
    if (names.empty() || std::find(names.begin(), names.end(), model.name) != names.end())
      chosen.push_back(&model);
  return chosen;
}

/// What the rows' processes said of the engines and libraries behind them.
void addVersions(nlohmann::json &fingerprint, const report::MeasuredModel &model) {
  const auto text = [](const nlohmann::json &from, const char *key) {
    const auto found = from.find(key);
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  for (const report::ModelRow &row : model.rows) {
    const std::string engine = text(row.process, "engine"), backend = text(row.process, "backend");
    if (!engine.empty() && !text(row.process, "version").empty() && engine != "native")
      fingerprint["tools"][engine] = text(row.process, "version");
    if (!backend.empty() && row.process.contains("library"))
      fingerprint["libraries"][backend] = {{"file", text(row.process, "library")},
                                           {"version", text(row.process, "library_version")},
                                           {"sha256", text(row.process, "library_sha256")}};
  }
}

Result<int> run(CommandLine line) {
  const auto start = std::chrono::steady_clock::now();
  std::error_code error;
  line.places.programs = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (error)
    return failure("cannot read /proc/self/exe, which tells where the other programs are");
  line.places.scripts = line.places.programs.parent_path() / "share/nearnative/wasi-nn";
  if (auto good = check(line); !good)
    return tl::unexpected(good.error());
  const auto models = nn::readModels(line.models);
  if (!models)
    return tl::unexpected(models.error());
  const auto chosen = chooseModels(*models, line.names);
  if (!chosen)
    return tl::unexpected(chosen.error());
  const auto build = buildFingerprint(line.places.apps, NEARNATIVE_DEPS);
  if (!build)
    return tl::unexpected(build.error());
  const auto scratch = ScratchFolder::make("wasi-nn-bench");
  if (!scratch)
    return tl::unexpected(scratch.error());
  line.places.scratch = (*scratch)->path;

  report::ModelMeasurements measurements;
  measurements.fingerprint = machineFingerprint(line.places.programs);
  measurements.fingerprint.update(*build, /*merge_objects=*/true);
  for (const auto &[tool, version] : models->tools.items())
    if (version.is_string())
      measurements.fingerprint["tools"][tool] = version;
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  size_t errors = 0, ran = 0;
  std::string firstSkipped;
  for (const nn::Model *model : *chosen) {
    const auto plans = nn::planRows(*models, *model, line.places);
    if (!plans)
      return tl::unexpected(plans.error());
    auto measured = nn::measureModel(*model, *plans, line.bench, line.places.scratch, measurements.notes, [&](const std::string &what) {
      if (terminal) // one line that is written over and over
        std::cerr << "\r\033[K" << model->name << ": " << what.substr(0, 90) << std::flush;
    });
    if (terminal)
      std::cerr << "\r\033[K" << std::flush;
    if (!measured)
      return tl::unexpected(measured.error());
    addVersions(measurements.fingerprint, *measured);
    errors += measured->errors.size();
    ran += measured->rows.size();
    if (firstSkipped.empty() && !measured->skipped.empty())
      firstSkipped = measured->skipped.front().row + ": " + measured->skipped.front().message;
    measurements.models.push_back(std::move(*measured));
  }
  if (ran == 0)
    return failure("no row could run; " + firstSkipped);

  measurements.fingerprint["load_after"] = loadAverage();
  measurements.fingerprint["seconds"] = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start).count();
  measurements.fingerprint["options"] = {{"rows", line.bench.rows}, {"samples", line.bench.samples},  {"pairs", line.bench.pairs},
                                         {"cold", line.bench.cold}, {"threads", line.places.threads}, {"seed", line.bench.seed},
                                         {"quick", line.quick}};
  if (!line.json.empty())
    if (auto written = writeJson(line.json, report::toJson(measurements)); !written)
      return tl::unexpected(written.error());

  for (const report::MeasuredModel &model : measurements.models)
    std::cout << (&model == &measurements.models.front() ? "" : "\n") << nn::summaryTable(model);
  std::cout << std::flush;
  for (const std::string &note : measurements.notes)
    std::cerr << "wasi-nn-bench: note: " << note << "\n";
  for (const report::MeasuredModel &model : measurements.models) {
    for (const report::RowNote &skipped : model.skipped)
      std::cerr << "wasi-nn-bench: skipped " << model.name << " " << skipped.row << ": " << skipped.message << "\n";
    for (const report::RowNote &wrong : model.errors)
      std::cerr << "wasi-nn-bench: " << model.name << " " << wrong.row << ": " << wrong.message << "\n";
  }
  return errors == 0 || line.allowWrong ? exitDone : exitFailed;
}

int runCommandLine(int argc, char **argv) {
  CommandLine line;
  std::string node;
  CLI::App app(
      "Measures what one inference costs natively, through WASI-NN, as pure WebAssembly and on ONNX Runtime Web: in turns, with the "
      "same library file on both sides, outputs compared first.",
      "wasi-nn-bench");
  app.add_option("--models", line.models, "The folder of models.json (corpus/models/make-models)")->required();
  app.add_option("--apps", line.places.apps, "The folder of staged applications (target models-apps of corpus/models)")->required();
  app.add_option("--compiled", line.places.compiled, "The folder of compiled models, DIR/NAME/NAME.weights.bin (target models-compiled)");
  app.add_option("--model", line.names, "Only this model; repeatable")->allow_extra_args(false);
  app.add_option("--rows", line.bench.rows, "Only rows whose name has a match of this regular expression");
  app.add_option("--samples", line.bench.samples, "Warm inferences per row")->capture_default_str();
  app.add_option("--pairs", line.bench.pairs,
                 "Pairs of a WASI-NN row and its native one; fewer (at least 100) when they would take a minute")
      ->capture_default_str();
  app.add_option("--cold", line.bench.cold, "Cold starts per row, each in a fresh process")->capture_default_str();
  app.add_option("--threads", line.places.threads, "Threads of one inference")->capture_default_str();
  app.add_option("--json", line.json, "Write the measurements here");
  app.add_option("--seed", line.bench.seed, "Of the sequence in each round and of the bootstrap")->capture_default_str();
  app.add_option("--timeout", line.timeoutSeconds, "Seconds after which a row that does not answer is stopped")->capture_default_str();
  app.add_option("--node", node, "The Node that runs ONNX Runtime Web (default: the pinned one)");
  app.add_flag("--allow-wrong", line.allowWrong, "Exit 0 even when rows are wrong: the report is to show them");
  app.add_flag("--quick", line.quick, "A first look: 20 samples, 20 pairs, 1 cold start (unless given), no rows that are questions aside");
  app.footer(
      "Examples:\n"
      "  wasi-nn-bench --models build/models/models --apps build/models/apps --compiled build/models/compiled --json=m.json\n"
      "  wasi-nn-bench --models build/models/models --apps build/models/apps --model mobilenetv2 --rows='onnxruntime-(wasmtime|v8)$'\n"
      "Exit code: 0 done; 1 a row is wrong or failed (it is in the JSON; not with --allow-wrong); 2 bad input, or no row could run.");
  return runTool(app, argc, argv, [&]() -> Result<int> {
    if (line.quick) {
      line.bench.extras = false;
      if (app.count("--samples") == 0)
        line.bench.samples = 20;
      if (app.count("--pairs") == 0)
        line.bench.pairs = 20;
      if (app.count("--cold") == 0)
        line.bench.cold = 1;
    }
    line.places.node = node.empty() ? defaultNode(NEARNATIVE_DEPS) : node;
    line.bench.timeout = std::chrono::milliseconds(static_cast<int64_t>(std::clamp(line.timeoutSeconds, 0.0, 1e6) * 1000));
    return run(line);
  });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("wasi-nn-bench: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
