// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Measurements.h"
#include "ModelBench.h"

#include <algorithm>
#include <cstdio>

namespace nearnative::nn {

namespace {

std::string format(const char *pattern, double value) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, pattern, value);
  return buffer;
}

std::string bytesText(const std::optional<uint64_t> &bytes) {
  if (!bytes)
    return "-";
  const auto value = static_cast<double>(*bytes);
  return value < 1e6 ? format("%.1f KB", value / 1e3) : format("%.1f MB", value / 1e6);
}

} // namespace

std::string summaryTable(const report::MeasuredModel &model) {
  const auto phase = [](const report::ModelRow &row, const char *name) -> const report::Quantiles * {
    const auto found = row.phases.find(name);
    return found == row.phases.end() ? nullptr : &found->second;
  };
  const auto time = [](const report::Quantiles *quantiles, double report::Quantiles::*which) {
    return quantiles == nullptr ? std::string("-") : timeText(quantiles->*which);
  };
  const report::Quantiles *base = nullptr;
  for (const report::ModelRow &row : model.rows)
    if (row.name == model.reference)
      base = phase(row, report::endToEnd);

  std::vector<std::vector<std::string>> table{
      {model.name, "p50", "p90", "p99", "of reference", "compute", "against native", "cold", "module", "model", "memory", "difference"}};
  for (const report::ModelRow &row : model.rows) {
    if (!row.correct) {
      table.push_back({row.title, "error"});
      continue;
    }
    const report::Quantiles *all = phase(row, report::endToEnd);
    const auto pair = std::find_if(model.pairs.begin(), model.pairs.end(),
                                   [&](const report::RowPair &known) { return known.row == row.name && known.phase == "compute"; });
    table.push_back({row.title, time(all, &report::Quantiles::p50), time(all, &report::Quantiles::p90), time(all, &report::Quantiles::p99),
                     base != nullptr && all != nullptr ? format("%.2fx", all->p50 / base->p50) : "-",
                     time(phase(row, "compute"), &report::Quantiles::p50),
                     pair == model.pairs.end() ? "-"
                                               : format("%.3f", pair->ratio.value) + " [" + format("%.3f", pair->ratio.lo) + ", " +
                                                     format("%.3f", pair->ratio.hi) + "]",
                     row.cold ? timeText(row.cold->median.total) : "-", bytesText(row.bytes ? std::optional(row.bytes->raw) : std::nullopt),
                     bytesText(row.modelBytes), bytesText(row.peakRssBytes),
                     row.name == model.reference ? "reference"
                     : !row.difference           ? "-"
                     : row.difference->bits      ? "none"
                                                 : format("%.1e", row.difference->maxRelative)});
  }
  std::string text = layOut(table, 1);
  if (model.memcpy)
    text += "one memcpy of inputs and outputs: " + timeText(model.memcpy->inUse) + " as in use (" + timeText(model.memcpy->warm) +
            " with warm caches, " + timeText(model.memcpy->cold) + " with cold ones)\n";
  return text;
}

} // namespace nearnative::nn
