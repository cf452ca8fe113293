// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-bench: compares and times the modules of a corpus (docs/wasm-bench.md). The work is in lib/.
#include "Bench.h"
#include "Fingerprint.h"
#include "nearnative/Files.h"
#include "nearnative/Tool.h"

#include <cstdio>
#include <iostream>
#include <unistd.h>

using namespace nearnative;
namespace fs = std::filesystem;

namespace {

struct CommandLine {
  std::string manifest;
  std::string json;
  std::string node;
  double timeoutSeconds = 120;
  bool quick = false;
  bool allowWrong = false;
  BenchOptions bench;
};

/// One line on a terminal that is written over and over; nothing elsewhere.
class ProgressLine {
public:
  void show(size_t done, size_t all, const std::string &what) {
    if (terminal)
      std::cerr << "\r\033[K[" << done + 1 << "/" << all << "] " << what.substr(0, 70) << std::flush;
  }
  void clear() {
    if (terminal)
      std::cerr << "\r\033[K" << std::flush;
  }

private:
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
};

Result<int> run(const CommandLine &line) {
  const auto start = std::chrono::steady_clock::now();
  std::error_code error;
  const fs::path programs = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (error)
    return failure("cannot read /proc/self/exe, which tells where the runners are");
  if (!line.json.empty())
    if (auto writable = checkWritable(line.json, "--json"); !writable)
      return tl::unexpected(writable.error());
  const auto manifest = readManifest(line.manifest);
  if (!manifest)
    return tl::unexpected(manifest.error());
  const auto build = buildFingerprint(line.bench.modules, NEARNATIVE_DEPS);
  if (!build)
    return tl::unexpected(build.error());
  nlohmann::json fingerprint = machineFingerprint(programs);

  ProgressLine progress;
  auto measurements = runBench(*manifest, line.bench, engineTable(programs, line.node.empty() ? defaultNode(NEARNATIVE_DEPS) : line.node),
                               [&](size_t done, size_t all, const std::string &what) { progress.show(done, all, what); });
  progress.clear();
  if (!measurements)
    return tl::unexpected(measurements.error());

  fingerprint.update(*build, /*merge_objects=*/true);
  fingerprint.update(measurements->fingerprint, /*merge_objects=*/true);
  fingerprint["load_after"] = loadAverage();
  fingerprint["seconds"] = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start).count();
  fingerprint["options"] = {{"orders", line.bench.orders},
                            {"samples", line.bench.samples},
                            {"sample_ms", line.bench.sampleMilliseconds},
                            {"seed", line.bench.seed},
                            {"quick", line.quick}};
  measurements->fingerprint = std::move(fingerprint);
  if (!line.json.empty())
    if (auto written = writeJson(line.json, toJson(*measurements)); !written)
      return tl::unexpected(written.error());

  std::cout << summaryTable(*measurements);
  for (const std::string &note : measurements->notes)
    std::cerr << "wasm-bench: note: " << note << "\n";
  for (const RowError &wrong : measurements->errors)
    std::cerr << "wasm-bench: " << wrong.kernel << " " << wrong.variant << " on " << wrong.engine << ", " << nameOf(wrong.size) << ": "
              << wrong.message << "\n";
  return measurements->errors.empty() || line.allowWrong ? exitDone : exitFailed;
}

int runCommandLine(int argc, char **argv) {
  CommandLine line;
  CLI::App app("Compares the outputs of a corpus's modules, then times what is right: native code and WebAssembly engines, interleaved.",
               "wasm-bench");
  app.add_option("--manifest", line.manifest, "The corpus: corpus.json")->required();
  app.add_option("--modules", line.bench.modules, "The folder with the corpus's modules")->required();
  app.add_option("--variants", line.bench.variants, "stock (= raw,wasm-opt), strict, post-link, passes, twin; all")
      ->delimiter(',')
      ->default_str("stock,strict");
  app.add_option("--engines", line.bench.engines, "native, v8, wasmtime, wasmtime-explicit")
      ->delimiter(',')
      ->default_str("native,v8,wasmtime");
  app.add_option("--json", line.json, "Write the measurements here");
  app.add_option("--sizes", line.bench.sizes, "small, large")->delimiter(',')->default_str("small");
  app.add_option("--orders", line.bench.orders, "Link orders of each module")->capture_default_str();
  app.add_option("--samples", line.bench.samples, "Samples per row, all orders together")->capture_default_str();
  app.add_option("--sample-ms", line.bench.sampleMilliseconds, "Milliseconds that one sample should take")->capture_default_str();
  app.add_option("--filter", line.bench.filter, "Only entries whose name has a match of this regular expression");
  app.add_flag("--styles,!--no-styles", line.bench.styles, "Also entries that are another style of one (default: yes)");
  app.add_option("--seed", line.bench.seed, "Of the sequence in each round and of the bootstrap")->capture_default_str();
  app.add_option("--timeout", line.timeoutSeconds, "Seconds after which a runner that does not answer is stopped")->capture_default_str();
  app.add_option("--node", line.node, "The Node that runs V8 (default: the pinned one)");
  app.add_flag("--allow-wrong", line.allowWrong, "Exit 0 even when rows are wrong: the report is to show them");
  app.add_flag("--quick", line.quick, "A first look: 1 order, 8 samples of 1 ms (unless given)");
  app.footer(
      "Examples:\n"
      "  wasm-bench --manifest corpus.json --modules build/corpus --variants=stock,strict --engines=native,v8,wasmtime --json=m.json\n"
      "  wasm-bench --manifest corpus.json --modules build/corpus --filter='^dot' --engines=wasmtime,wasmtime-explicit --quick\n"
      "Exit code: 0 done; 1 a row is wrong or could not run (it is in the JSON; not with --allow-wrong); 2 bad input.");
  return runTool(app, argc, argv, [&]() -> Result<int> {
    if (line.bench.variants.empty())
      line.bench.variants = {"stock", "strict"};
    if (line.bench.engines.empty())
      line.bench.engines = {"native", "v8", "wasmtime"};
    if (line.quick) {
      if (app.count("--orders") == 0)
        line.bench.orders = 1;
      if (app.count("--samples") == 0)
        line.bench.samples = 8;
      if (app.count("--sample-ms") == 0)
        line.bench.sampleMilliseconds = 1;
    }
    line.bench.timeout = std::chrono::milliseconds(static_cast<int64_t>(std::min(line.timeoutSeconds, 1e6) * 1000));
    line.bench.cpuHasV3 = __builtin_cpu_supports("x86-64-v3") != 0;
    return run(line);
  });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("wasm-bench: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
