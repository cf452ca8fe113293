// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasm-report: measurements, findings and ledgers in; report.json, report.md and index.html out.
#include "History.h"
#include "Render.h"
#include "nearnative/Files.h"
#include "nearnative/Tool.h"

#include <cstdio>
#include <iostream>

using namespace nearnative;
using namespace nearnative::report;

namespace {

struct Options {
  std::filesystem::path input, output, history, models;
  std::vector<std::filesystem::path> findings, ledgers;
  std::string title;
  bool failOnRegression = false;
};

/// The input is measurements, or an earlier report.json that is rendered again.
Result<Report> loadReport(const Options &options) {
  if (auto rendered = readJson(options.input, reportSchema)) {
    if (!options.findings.empty() || !options.ledgers.empty())
      return failure(options.input.string() + " is a report and has its findings and ledgers; give the measurements to join others");
    return reportFromJson(*rendered, options.input.string());
  }
  auto document = readJson(options.input, measurementsSchema);
  if (!document)
    return tl::unexpected(document.error());
  auto measurements = measurementsFromJson(*document, options.input.string());
  if (!measurements)
    return tl::unexpected(measurements.error());
  auto findings = readFindings(options.findings);
  if (!findings)
    return tl::unexpected(findings.error());
  auto ledgers = readLedgers(options.ledgers);
  if (!ledgers)
    return tl::unexpected(ledgers.error());
  return computeReport(*measurements, *findings, *ledgers);
}

Result<int> run(const Options &options) {
  auto report = loadReport(options);
  if (!report)
    return tl::unexpected(report.error());
  if (!options.title.empty())
    report->title = options.title;
  else if (report->title.empty())
    report->title = "nearnative: " + (report->corpus.empty() ? options.input.filename().string() : report->corpus);
  if (!options.models.empty()) {
    auto models = readModelMeasurements(options.models);
    if (!models)
      return tl::unexpected(models.error());
    report->models = std::move(*models);
  }
  if (!options.history.empty()) {
    const auto nights = readNights(options.history, report->notes);
    if (!nights)
      return tl::unexpected(nights.error());
    report->history = computeHistory(*report, *nights);
  }
  if (const auto written = writeReport(*report, options.output); !written)
    return tl::unexpected(written.error());
  std::cout << renderTable(*report) << std::flush;
  std::cerr << "wasm-report: wrote";
  for (const char *name : {"index.html", "report.md", "report.json"})
    std::cerr << ' ' << (options.output / name).string();
  std::cerr << '\n';
  return options.failOnRegression && report->history.since && report->history.since->regressions > 0 ? exitFailed : exitDone;
}

int runCommandLine(int argc, char **argv) {
  CLI::App app("Turns measurements into one offline page, Markdown for a pull request and JSON.", "wasm-report");
  app.footer("Examples:\n"
             "  wasm-report m.json --findings findings/ --ledger ledgers/ -o out/\n"
             "  wasm-report m.json --models model-measurements.json -o out/\n"
             "  wasm-report m.json -o out/ --history nights/ --fail-on-regression\n"
             "  wasm-report nights/2026-11-20.json -o old/        an earlier report, rendered again\n"
             "Exit code: 0 done, 1 a regression with --fail-on-regression, 2 bad input.");
  Options options;
  app.add_option("MEASUREMENTS", options.input, "measurements of wasm-bench, or an earlier report.json")->required();
  app.add_option("-o,--output", options.output, "folder for report.json, report.md and index.html; made when missing")->required();
  app.add_option("--findings", options.findings, "findings of irdiff: a file, or a folder of *.json; repeatable")->allow_extra_args(false);
  app.add_option("--ledger", options.ledgers, "ledger of wasm-pipeline: a file, or a folder of *.json; repeatable")
      ->allow_extra_args(false);
  app.add_option("--models", options.models, "measurements of wasi-nn-bench: native, WASI-NN and pure Wasm, side by side");
  app.add_option("--history", options.history, "folder of dated reports (2026-11-21.json): shows the change since the last night");
  app.add_option("--title", options.title, "headline of the report");
  app.add_flag("--fail-on-regression", options.failOnRegression, "exit 1 when a kernel is slower than in the last night, or wrong now");
  return runTool(app, argc, argv, [&] { return run(options); });
}

} // namespace

int main(int argc, char **argv) {
  try {
    return runCommandLine(argc, argv);
  } catch (...) { // only while the options are declared; runTool() reports everything else
    std::fputs("wasm-report: error: out of memory\n", stderr);
    return exitBadInput;
  }
}
