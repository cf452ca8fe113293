// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-pipeline: the post-link step. Command line in, files out; the work is in lib/pipeline.
#include "nearnative/Files.h"
#include "nearnative/Tool.h"
#include "pipeline/Ledger.h"

#include <cstdio>
#include <iostream>

using namespace nearnative;
using namespace nearnative::pipeline;

namespace {

struct Options {
  std::string input, output, ledger, wasmOpt, profile = "balanced";
  std::vector<std::string> tags;
  bool listProfiles = false, quiet = false, verbose = false;
};

Result<std::map<std::string, std::string>> parseTags(const std::vector<std::string> &tags) {
  std::map<std::string, std::string> parsed;
  for (const std::string &tag : tags) {
    const size_t equals = tag.find('=');
    if (equals == 0 || equals == std::string::npos)
      return failure("--tag " + tag + " is not KEY=VALUE");
    parsed[tag.substr(0, equals)] = tag.substr(equals + 1);
  }
  return parsed;
}

Result<int> listProfiles() {
  const auto profiles = builtInProfiles();
  if (!profiles)
    return tl::unexpected(profiles.error());
  for (const Profile &profile : *profiles) {
    std::cout << profile.name << ": " << profile.description << '\n';
    for (const Step &step : profile.steps)
      std::cout << "  " << stepName(step) << '\n';
  }
  return exitDone;
}

Result<int> work(const Options &options) {
  if (options.listProfiles)
    return listProfiles();
  if (options.input.empty() || options.output.empty())
    return failure("an input module and -o OUTPUT are needed (see --help)");
  auto tags = parseTags(options.tags);
  if (!tags)
    return tl::unexpected(tags.error());
  const auto profile = findProfile(options.profile);
  if (!profile)
    return tl::unexpected(profile.error());
  const auto input = readFile(options.input);
  if (!input)
    return tl::unexpected(input.error());

  PipelineOptions settings;
  settings.wasmOpt = options.wasmOpt;
  if (options.verbose)
    settings.log = [](const std::string &line) { std::cerr << "wasm-pipeline: " << line << '\n'; };
  const auto result = runPipeline(*input, *profile, settings);
  if (!result)
    return failure(options.input + ": " + result.error().message);

  const LedgerHeader header = {std::move(*tags), profile->name, options.input, options.output};
  // The module last: whoever finds it can rely on its ledger.
  if (!options.ledger.empty())
    if (const auto written = writeJson(options.ledger, ledgerJson(header, *result)); !written)
      return tl::unexpected(written.error());
  if (const auto written = writeFile(options.output, result->module); !written) {
    std::error_code ignored;
    if (!options.ledger.empty() && std::filesystem::is_regular_file(options.ledger, ignored))
      std::filesystem::remove(options.ledger, ignored);
    return tl::unexpected(written.error());
  }

  if (!result->droppedSections.empty()) {
    std::cerr << "wasm-pipeline: warning: dropped sections that the changed code makes false:";
    for (const std::string &name : result->droppedSections)
      std::cerr << ' ' << name;
    std::cerr << '\n';
  }
  if (!options.quiet)
    std::cerr << ledgerTable(header, *result);
  return exitDone;
}

int runCommandLine(int argc, char **argv) {
  CLI::App app("Optimises a linked WebAssembly module: Binaryen's wasm-opt, then our own passes; checks the result.", "wasm-pipeline");
  app.footer("Examples:\n"
             "  wasm-pipeline app.wasm -o app.tuned.wasm\n"
             "  wasm-pipeline app.wasm -o app.wasm --profile=small --ledger=app.json --tag variant=small\n"
             "  wasm-pipeline app.wasm -o out.wasm --profile=my-profile.json --wasm-opt=/opt/binaryen/bin/wasm-opt");
  Options options;
  app.add_option("input", options.input, "The module to optimise");
  app.add_option("-o,--output", options.output, "Where the result goes; may be the input");
  app.add_option("--profile", options.profile, "speed, balanced, small, none, or a FILE of that format")->capture_default_str();
  app.add_option("--wasm-opt", options.wasmOpt, "Binaryen's wasm-opt, native or from npm, 120 or newer (default: the pinned one)");
  app.add_option("--ledger", options.ledger, "Write what each step did to this JSON file");
  app.add_option("--tag", options.tags, "KEY=VALUE for the ledger; repeatable")->allow_extra_args(false);
  app.add_flag("--list-profiles", options.listProfiles, "Print the built-in profiles and their steps");
  app.add_flag("--quiet", options.quiet, "No summary table");
  app.add_flag("--verbose", options.verbose, "Show the commands that are run");
  return runTool(app, argc, argv, [&] { return work(options); });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("wasm-pipeline: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
