// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Render.h"
#include "Text.h"

#include <algorithm>
#include <set>

namespace nearnative::report {

namespace {

/// The two parts of a ratio's words: "1.32x faster" and " [1.28, 1.36]".
std::string headOf(const Ratio &ratio) { return ratio.words.substr(0, ratio.words.find(" [")); }
std::string tailOf(const Ratio &ratio) { return ratio.words.substr(headOf(ratio).size()); }

std::string timeCell(const std::optional<VariantTime> &time, const KernelResult &kernel, const std::string &variant) {
  return time ? timeText(time->medianNs) : missingText(kernel, variant);
}

std::string bytesCell(const KernelResult &kernel) {
  if (!kernel.bytesBefore || !kernel.bytesAfter)
    return "-";
  return std::to_string(kernel.bytesBefore->raw) + " -> " + std::to_string(kernel.bytesAfter->raw);
}

void renderErrors(std::string &out, const Report &report) {
  if (report.errors.empty())
    return;
  out += "### " + std::to_string(report.errors.size()) + (report.errors.size() == 1 ? " error\n\n" : " errors\n\n");
  out += "These have no numbers below and are in no mean.\n\n| kernel | variant | engine | size | what |\n|---|---|---|---|---|\n";
  for (const MeasurementError &error : report.errors)
    out += "| " + escapeMarkdown(error.kernel) + " | " + escapeMarkdown(error.variant) + " | " + escapeMarkdown(engineTitle(error.engine)) +
           " | " + escapeMarkdown(error.size) + " | " + escapeMarkdown(error.message) + " |\n";
  out += "\n";
}

void renderMeans(std::string &out, const Report &report) {
  for (const std::string &size : problemSizes(report))
    for (const std::string &engine : wasmEngines(report, false)) {
      const MeansLine *line = meansOf(report, engine, size);
      if (!line || !line->speedup)
        continue;
      out += "- **" + escapeMarkdown(engineTitle(engine)) + "** (" + escapeMarkdown(size) + "): " + headOf(line->speedup->mean) +
             " than stock Wasm" + tailOf(line->speedup->mean) + " over " + std::to_string(line->speedup->kernels) +
             (line->speedup->kernels == 1 ? " kernel" : " kernels") + " (" + std::to_string(line->faster) + " faster, " +
             std::to_string(line->slower) + " slower)";
      if (line->nativeOverStock && line->nativeOverTuned)
        out += "; " + percentText(line->nativeOverTuned->mean.ratio) + " of native speed, was " +
               percentText(line->nativeOverStock->mean.ratio);
      out += "\n";
    }
  const Summary &summary = report.summary;
  if (summary.bytesKernels > 0)
    out += "- **Bytes**: " + std::to_string(summary.bytesBefore.raw) + " -> " + std::to_string(summary.bytesAfter.raw) + " over " +
           std::to_string(summary.bytesKernels) + " modules (brotli " + std::to_string(summary.bytesBefore.brotli) + " -> " +
           std::to_string(summary.bytesAfter.brotli) + ")\n";
  if (!summary.verdictsBefore.empty())
    out += "- **Loops**: " + escapeMarkdown(verdictText(summary.verdictsBefore, summary.verdictsAfter)) + "\n";
  out += "\n";
}

void renderEngine(std::string &out, const Report &report, const std::string &engine, const std::string &size) {
  const auto results = resultsOn(report, engine, size);
  if (results.empty())
    return;
  out += "### " + escapeMarkdown(engineTitle(engine)) + ", " + escapeMarkdown(size) +
         "\n\n| kernel | native v2 | stock Wasm | tuned Wasm | speed-up | bytes before -> after | loops |\n|---|--:|--:|--:|---|--:|---|\n";
  std::vector<std::pair<std::string, std::string>> marked;
  for (const KernelResult *kernel : results) {
    std::string name = escapeMarkdown(kernel->kernel);
    if (kernel->outsideMeans) {
      marked.emplace_back(name, escapeMarkdown(*kernel->outsideMeans));
      name += " (" + std::to_string(marked.size()) + ")";
    }
    out += "| " + name + " | " + timeCell(kernel->nativeV2, *kernel, "native-v2") + " | " + timeCell(kernel->stock, *kernel, "stock") +
           " | " + timeCell(kernel->tuned, *kernel, "strict") + " | " + (kernel->speedup ? kernel->speedup->words : std::string("-")) +
           " | " + bytesCell(*kernel) + " | " + escapeMarkdown(verdictText(kernel->verdictsBefore, kernel->verdictsAfter)) + " |\n";
  }
  out += "\n";
  for (size_t index = 0; index < marked.size(); ++index)
    out += "(" + std::to_string(index + 1) + ") " + marked[index].first + " is outside the means: " + marked[index].second + "\n\n";
}

void renderPrices(std::string &out, const std::string &title, const std::vector<Price> &prices, const std::vector<PriceMean> &means) {
  if (prices.empty())
    return;
  out += "<details><summary>" + title +
         "</summary>\n\n| kernel | against | engine | build | size | time with / without |\n|---|---|---|---|---|---|\n";
  const auto cell = [](const Ratio &price) {
    return ratioText(price) + " [" + ratioText(Ratio{price.lo, 0, 0, "", ""}) + ", " + ratioText(Ratio{price.hi, 0, 0, "", ""}) + "]";
  };
  for (const Price &price : prices)
    out += "| " + escapeMarkdown(price.kernel) + " | " + escapeMarkdown(price.without) + " | " + escapeMarkdown(engineTitle(price.engine)) +
           " | " + escapeMarkdown(price.build) + " | " + escapeMarkdown(price.size) + " | " + cell(price.price) + " |\n";
  for (const PriceMean &mean : means)
    if (mean.price.kernels > 1)
      out += "| **geomean of " + std::to_string(mean.price.kernels) + "** | | " + escapeMarkdown(engineTitle(mean.engine)) + " | " +
             escapeMarkdown(mean.build) + " | " + escapeMarkdown(mean.size) + " | **" + cell(mean.price.mean) + "** |\n";
  out += "\n</details>\n\n";
}

void renderSince(std::string &out, const Report &report) {
  if (!report.history.since)
    return;
  const SinceLastNight &since = *report.history.since;
  out += "### Since " + escapeMarkdown(since.night) + "\n\n" + std::to_string(since.regressions) +
         (since.regressions == 1 ? " regression" : " regressions") + " among " + std::to_string(since.changes.size()) + " tuned times";
  if (since.machine)
    out += "; native code ran at " + ratioText(Ratio{*since.machine, 0, 0, "", ""}) + " of that night's speed";
  out += ".\n\n";
  const auto isShown = [](const NightChange &change) { return change.change != "no change" && change.change != "unclear"; };
  if (std::any_of(since.changes.begin(), since.changes.end(), isShown)) {
    out += "| kernel | engine | size | before | now | change |\n|---|---|---|--:|--:|---|\n";
    for (const NightChange &change : since.changes)
      if (isShown(change))
        out += "| " + escapeMarkdown(change.kernel) + " | " + escapeMarkdown(engineTitle(change.engine)) + " | " +
               escapeMarkdown(change.size) + " | " + timeText(change.beforeNs) + " | " +
               (change.change == "wrong now" ? "wrong" : timeText(change.afterNs)) + " | " +
               (change.change == change.ratio.change ? change.ratio.words
                : change.change == "wrong now"       ? std::string("**wrong now**")
                                                     : "**" + change.change + "**: " + change.ratio.words) +
               " |\n";
    out += "\n";
  }
  // Bytes do not depend on engine and size: each kernel once.
  std::set<std::string> seen;
  for (const NightChange &change : since.changes)
    if (change.bytesBefore && change.bytesAfter && change.bytesBefore->raw != change.bytesAfter->raw && seen.insert(change.kernel).second)
      out += "- " + escapeMarkdown(change.kernel) + ": " + std::to_string(change.bytesBefore->raw) + " -> " +
             std::to_string(change.bytesAfter->raw) + " bytes\n";
  for (const std::string &kernel : since.newKernels)
    out += "- new: " + escapeMarkdown(kernel) + "\n";
  for (const std::string &kernel : since.removedKernels)
    out += "- removed: " + escapeMarkdown(kernel) + "\n";
  for (const FingerprintChange &change : since.fingerprint)
    out += "- " + escapeMarkdown(change.key) + ": " + escapeMarkdown(change.before.value_or("(none)")) + " -> " +
           escapeMarkdown(change.after.value_or("(none)")) + "\n";
  out += "\n";
}

} // namespace

std::string renderMarkdown(const Report &report) {
  std::string out = "## " + escapeMarkdown(report.title) + "\n\n";
  renderErrors(out, report);
  renderMeans(out, report);
  renderSince(out, report);
  for (const std::string &size : problemSizes(report))
    for (const std::string &engine : wasmEngines(report, false))
      renderEngine(out, report, engine, size);
  renderPrices(out, "What explicit bounds checks in the source cost", report.checks.inSource, report.checks.inSourceMeans);
  renderPrices(out, "What explicit bounds checks in the engine cost", report.checks.inEngine, report.checks.inEngineMeans);
  out += renderModelsMarkdown(report.models);
  for (const std::string &note : report.notes)
    out += "- note: " + escapeMarkdown(note) + "\n";
  out +=
      std::string(report.notes.empty() ? "" : "\n") +
      "Stock: the faster of `-O3 -msimd128` with and without `wasm-opt -O4`, per engine; bytes before: the smaller of the two. Tuned: our "
      "passes (strict) and our post-link step. Brackets: 95 % intervals. Means leave out wrong and marked rows.\n";
  return out;
}

} // namespace nearnative::report
