// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Models in Markdown and in the terminal.
#include "ModelReport.h"
#include "Render.h"
#include "Text.h"

#include <cstdio>

namespace nearnative::report {

namespace {

constexpr const char *none = "-";

std::string format(const char *pattern, double value) {
  char text[48];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

std::string timeOr(const Quantiles *quantiles, double Quantiles::*which) { return quantiles ? timeText(quantiles->*which) : none; }
std::string bytesOr(const std::optional<uint64_t> &bytes) { return bytes ? bytesText(*bytes) : none; }
std::string totalOr(const std::optional<ColdStarts> &starts) { return starts ? timeText(starts->median.total) : none; }

std::string ofReference(const MeasuredModel &model, const ModelRow &row) {
  const ModelRow *reference = model.reference ? rowNamed(model, *model.reference) : nullptr;
  const Quantiles *base = reference ? phaseOf(*reference, endToEnd) : nullptr, *mine = phaseOf(row, endToEnd);
  return base && mine && base->p50 > 0 ? format("%.2fx", mine->p50 / base->p50) : none;
}

std::string differenceText(const MeasuredModel &model, const ModelRow &row) {
  if (row.name == model.reference)
    return "reference";
  if (!row.difference)
    return none;
  return row.difference->bits ? "none" : format("%.1e", row.difference->maxRelative);
}

void renderTimes(std::string &out, const MeasuredModel &model) {
  out += "| row | p50 | p90 | p99 | of reference | preprocess | set_input | compute | get_output | postprocess | in and out / memcpy | "
         "difference |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n";
  for (const ModelRow &row : model.rows) {
    const Quantiles *all = phaseOf(row, endToEnd);
    if (row.correct && !all)
      continue; // measured cold only
    out += "| " + escapeMarkdown(row.title);
    if (!row.correct) {
      out += " | wrong | | | | | | | | | | |\n";
      continue;
    }
    for (double Quantiles::*which : {&Quantiles::p50, &Quantiles::p90, &Quantiles::p99})
      out += " | " + timeOr(all, which);
    out += " | " + ofReference(model, row);
    for (const char *phase : phaseNames)
      out += " | " + timeOr(phaseOf(row, phase), &Quantiles::p50);
    const auto copies = copiesOf(model, row);
    out += " | " + (copies ? format("%.2fx", *copies) : none) + " | " + differenceText(model, row) + " |\n";
  }
  out += "\n";
}

void renderCold(std::string &out, const MeasuredModel &model) {
  out += "<details><summary>Cold starts, sizes and memory</summary>\n\n| row | process | read | compile | instantiate | model | first | "
         "all | all, compile cache | module raw / gzip / brotli | model's files | library | peak memory | guest pages "
         "|\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const ModelRow &row : model.rows) {
    if (!row.correct)
      continue;
    out += "| " + escapeMarkdown(row.title);
    for (double ColdStart::*part : {&ColdStart::process, &ColdStart::read, &ColdStart::compile, &ColdStart::instantiate, &ColdStart::open,
                                    &ColdStart::first, &ColdStart::total})
      out += " | " + (row.cold ? timeText(row.cold->median.*part) : none);
    out += " | " + (row.coldCached ? totalOr(row.coldCached) : row.coldCachedNote ? escapeMarkdown(*row.coldCachedNote) : none);
    out += " | " +
           (row.bytes ? std::to_string(row.bytes->raw) + " / " + std::to_string(row.bytes->gzip) + " / " + std::to_string(row.bytes->brotli)
                      : none);
    out += " | " + bytesOr(row.modelBytes) + " | " + bytesOr(row.libraryBytes) + " | " + bytesOr(row.peakRssBytes) + " | " +
           (row.guestPages ? std::to_string(*row.guestPages) : none) + " |\n";
  }
  out += "\n</details>\n\n";
}

void renderPairs(std::string &out, const MeasuredModel &model) {
  if (model.pairs.empty())
    return;
  out += "<details><summary>WASI-NN against native in alternation</summary>\n\n| row | phase | pairs | difference | row / native "
         "|\n|---|---|--:|--:|---|\n";
  for (const RowPair &pair : model.pairs) {
    const ModelRow *row = rowNamed(model, pair.row);
    out += "| " + escapeMarkdown(row ? row->title : pair.row) + " | " + escapeMarkdown(pair.phase) + " | " + std::to_string(pair.pairs) +
           " | " + (pair.differenceNs.value < 0 ? "-" : "") + timeText(std::abs(pair.differenceNs.value)) + " | " +
           format("%.3f", pair.ratio.value) + " [" + format("%.3f", pair.ratio.lo) + ", " + format("%.3f", pair.ratio.hi) + "] |\n";
  }
  out += "\n</details>\n\n";
}

} // namespace

std::string renderModelsMarkdown(const ModelsReport &report) {
  if (report.models.empty())
    return {};
  std::string out = "### Models: native, WASI-NN, pure Wasm\n\n";
  for (const ReportModel &known : report.models) {
    const MeasuredModel &model = known.measured;
    out += "#### " + escapeMarkdown(model.name) + "\n\n";
    for (const RowNote &error : model.errors)
      out += "- **error**: " + escapeMarkdown(error.row) + ": " + escapeMarkdown(error.message) + "\n";
    for (const std::string &sentence : known.sentences)
      out += "- " + escapeMarkdown(sentence) + "\n";
    out += "\n";
    renderTimes(out, model);
    renderPairs(out, model);
    renderCold(out, model);
    for (const RowNote &skipped : model.skipped)
      out += "- left out: " + escapeMarkdown(skipped.row) + ": " + escapeMarkdown(skipped.message) + "\n";
    out += model.skipped.empty() ? "" : "\n";
  }
  for (const std::string &note : report.notes)
    out += "- note: " + escapeMarkdown(note) + "\n";
  return out + (report.notes.empty() ? "" : "\n");
}

std::string renderModelsTable(const ModelsReport &report) {
  std::string out;
  for (const ReportModel &known : report.models) {
    const MeasuredModel &model = known.measured;
    TextLines lines{{model.name, "p50", "of reference", "compute", "cold", "module", "model", "memory"}};
    for (const ModelRow &row : model.rows) {
      if (row.isExtra && row.correct)
        continue;
      if (!row.correct) {
        lines.push_back({printable(row.title), "wrong"});
        continue;
      }
      lines.push_back({printable(row.title), timeOr(phaseOf(row, endToEnd), &Quantiles::p50), ofReference(model, row),
                       timeOr(phaseOf(row, "compute"), &Quantiles::p50), totalOr(row.cold),
                       bytesOr(row.bytes ? std::optional(row.bytes->raw) : std::nullopt), bytesOr(row.modelBytes),
                       bytesOr(row.peakRssBytes)});
    }
    out += (out.empty() ? "" : "\n") + layOutText(lines);
    if (!known.sentences.empty())
      out += printable(known.sentences.front()) + "\n";
    for (const RowNote &error : model.errors)
      out += "error: " + printable(error.row) + ": " + printable(error.message) + "\n";
  }
  return out;
}

} // namespace nearnative::report
