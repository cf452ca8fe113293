// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Render.h"
#include "Text.h"

#include <algorithm>

namespace nearnative::report {

namespace {

std::string renderSize(const Report &report, const std::string &size) {
  const std::vector<std::string> engines = wasmEngines(report, false);
  TextLines lines = {{"kernel", "native v2"}};
  for (const std::string &engine : engines)
    for (const char *column : {" stock", " tuned", " speed-up"})
      lines.front().push_back(printable(engineTitle(engine)) + column);
  lines.front().insert(lines.front().end(), {"bytes before", "after"});

  std::vector<std::string> kernels;
  std::map<std::pair<std::string, std::string>, const KernelResult *> byName;
  for (const KernelResult &kernel : report.kernels)
    if (kernel.size == size) {
      if (std::find(kernels.begin(), kernels.end(), kernel.kernel) == kernels.end())
        kernels.push_back(kernel.kernel);
      byName[{kernel.kernel, kernel.engine}] = &kernel;
    }
  bool hasMarked = false;
  for (const std::string &name : kernels) {
    std::vector<std::string> line = {printable(name), "-"};
    std::string before = "-", after = "-";
    bool isMarked = false;
    for (const std::string &engine : engines) {
      const auto found = byName.find({name, engine});
      if (found == byName.end()) {
        line.insert(line.end(), {"-", "-", "-"});
        continue;
      }
      const KernelResult &kernel = *found->second;
      line[1] = kernel.nativeV2 ? timeText(kernel.nativeV2->medianNs) : missingText(kernel, "native-v2");
      line.push_back(kernel.stock ? timeText(kernel.stock->medianNs) : missingText(kernel, "stock"));
      line.push_back(kernel.tuned ? timeText(kernel.tuned->medianNs) : missingText(kernel, "strict"));
      line.push_back(ratioText(kernel.speedup));
      isMarked = isMarked || kernel.outsideMeans.has_value();
      if (kernel.bytesBefore)
        before = std::to_string(kernel.bytesBefore->raw);
      if (kernel.bytesAfter)
        after = std::to_string(kernel.bytesAfter->raw);
    }
    line.insert(line.end(), {before, after});
    if (isMarked)
      line.front() += " *";
    hasMarked = hasMarked || isMarked;
    lines.push_back(std::move(line));
  }
  std::vector<std::string> means = {"geomean", ""};
  for (const std::string &engine : engines) {
    const MeansLine *line = meansOf(report, engine, size);
    const auto share = [](const std::optional<Mean> &mean) { return mean ? percentText(mean->mean.ratio) : std::string(); };
    means.insert(means.end(), {line ? share(line->nativeOverStock) : "", line ? share(line->nativeOverTuned) : "",
                               line && line->speedup ? ratioText(line->speedup->mean) : "-"});
  }
  lines.push_back(std::move(means));
  return layOutText(lines) + (hasMarked ? "* outside the geomean\n" : "");
}

} // namespace

std::string renderTable(const Report &report) {
  std::string out;
  for (const std::string &size : problemSizes(report))
    out += (out.empty() ? "" : "\n") + printable(size) + " problems (time per call; geomean: share of native speed)\n" +
           renderSize(report, size);
  if (!report.errors.empty()) {
    out += "\n" + std::to_string(report.errors.size()) + (report.errors.size() == 1 ? " error:\n" : " errors:\n");
    for (const MeasurementError &error : report.errors)
      out += "  " + printable(error.kernel) + ", " + printable(error.variant) + ", " + printable(engineTitle(error.engine)) + ", " +
             printable(error.size) + ": " + printable(error.message) + "\n";
  }
  if (report.history.since) {
    const SinceLastNight &since = *report.history.since;
    out += "\nsince " + printable(since.night) + ": " + std::to_string(since.regressions) +
           (since.regressions == 1 ? " regression\n" : " regressions\n");
    for (const NightChange &change : since.changes)
      if (change.change == "regression" || change.change == "wrong now")
        out += "  " + printable(change.kernel) + " on " + printable(engineTitle(change.engine)) + ", " + printable(change.size) + ": " +
               (change.change == "wrong now" ? change.change : change.ratio.words) + "\n";
  }
  if (const std::string models = renderModelsTable(report.models); !models.empty())
    out += "\n" + models;
  return out;
}

} // namespace nearnative::report
