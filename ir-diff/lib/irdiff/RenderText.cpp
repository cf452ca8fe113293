// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Render.h"

#include "irdiff/Catalogue.h"
#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace llvm;

namespace irdiff {

namespace {

/// `V4,2`: vectors of 4, interleaved by 2. `V1,1` is scalar; a state stands instead of or before it.
std::string gutterOf(const CodeFacts &facts) {
  if (facts.state == LoopState::Deleted)
    return "deleted";
  const std::string shape = "V" + std::to_string(facts.width) + "," + std::to_string(facts.interleave);
  return facts.state == LoopState::Unrolled ? "unrolled " + shape : shape;
}

StringRef colorOf(Verdict verdict) {
  switch (verdict) {
  case Verdict::Lost:
  case Verdict::InNameOnly:
  case Verdict::LaneEmulated:
    return "\x1b[31m";
  case Verdict::MissingIdiom:
  case Verdict::Narrow:
  case Verdict::Unmatched:
    return "\x1b[33m";
  case Verdict::BothScalar:
    return "\x1b[36m";
  case Verdict::Better:
  case Verdict::Parity:
    return "\x1b[32m";
  }
  return "";
}

std::string nameInTable(const std::string &function) {
  constexpr size_t longest = 40;
  const std::string name = printable(function);
  return name.size() <= longest ? name : name.substr(0, longest - 3) + "...";
}

std::string placeOf(const std::string &file, unsigned line, unsigned column) {
  if (!line)
    return printable(file.empty() ? "?" : file);
  return printable(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

struct Row {
  std::array<std::string, 5> cells; ///< gutter, verdict, gaps, function, place
  std::string reason;
  std::vector<std::string> below; ///< the source line, causes and remedies, remarks
  Verdict verdict;
};

/// The characters of a UTF-8 text.
size_t lengthOf(StringRef text) {
  return static_cast<size_t>(count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void appendRows(std::string &text, ArrayRef<Row> rows, bool color) {
  std::array<size_t, 5> widths{};
  for (const Row &row : rows)
    for (size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], lengthOf(row.cells[i]));
  for (const Row &row : rows) {
    for (size_t i = 0; i < widths.size(); ++i) {
      if (!widths[i])
        continue;
      const bool colored = color && i == 1;
      if (colored)
        text += colorOf(row.verdict);
      text += row.cells[i];
      if (colored)
        text += "\x1b[0m";
      text.append(widths[i] - lengthOf(row.cells[i]) + 2, ' ');
    }
    text += row.reason + "\n";
    for (const std::string &line : row.below)
      text += std::string(widths[0], ' ') + "  " + line + "\n";
  }
}

/// Cycles per element that Wasm could get back, and those of the narrower instruction set: `+1.25 (ISA +0.40)`.
std::string gapsOf(const Gap &gap) {
  const auto shown = [](double value) { return formatv("{0}{1:F2}", value < 0 ? "-" : "+", std::abs(value)).str(); };
  std::string text = shown(gap.recoverable());
  if (gap.isa() >= 0.005)
    text += " (ISA " + shown(gap.isa()) + ")";
  return text;
}

std::vector<std::string> detailsOf(const LoopFinding &loop, const SourceText &sources) {
  constexpr size_t causesShown = 3, remarksShown = 8; // the page and the JSON have all
  std::vector<std::string> lines;
  if (const auto source = sources.line(loop.path, loop.line); source && !source->trim().empty())
    lines.push_back("│ " + printable(source->trim()));
  for (const Cause &cause : ArrayRef<Cause>(loop.causes).take_front(causesShown)) {
    lines.push_back((cause.decisive ? "cause " : "also  ") + cause.id + ": " + printable(cause.evidence));
    if (const CausePage *page = findCause(cause.id); page && &cause == &loop.causes.front())
      lines.push_back("      " + page->remedy.str());
  }
  if (loop.causes.size() > causesShown)
    lines.push_back("also  " + std::to_string(loop.causes.size() - causesShown) +
                    " more: " + join(map_range(drop_begin(loop.causes, causesShown), [](const Cause &cause) { return cause.id; }), ", "));
  for (const LoopRemark &remark : ArrayRef<LoopRemark>(loop.remarks).take_front(remarksShown)) {
    std::string line = remark.kind + " " + printable(remark.pass) + ": " + printable(remark.message);
    if (remark.line != loop.line || remark.file != loop.file)
      line += " [" + placeOf(remark.file, remark.line, remark.column) + "]";
    if (remark.count > 1)
      line += " [" + std::to_string(remark.count) + " times]";
    lines.push_back(std::move(line));
  }
  if (loop.remarks.size() > remarksShown)
    lines.push_back("and " + counted(loop.remarks.size() - remarksShown, "more remark"));
  return lines;
}

std::string filesOf(const SideSummary &side) {
  if (side.files.size() == 1)
    return printable(side.files.front());
  return std::to_string(side.files.size()) + " files";
}

std::string countOf(size_t paired, size_t unmatched, StringRef what) {
  return (what + ": " + Twine(paired) + " paired, " + Twine(unmatched) + " unmatched").str();
}

} // namespace

std::string renderText(const Findings &findings, ArrayRef<size_t> order, size_t top, const SourceText &sources, bool color) {
  std::map<Verdict, unsigned> counts;
  for (const LoopFinding &loop : findings.loops)
    ++counts[loop.judgement.verdict];
  if (findings.unmatchedLoops)
    counts[Verdict::Unmatched] = findings.unmatchedLoops;

  std::vector<Row> rows;
  for (const size_t index : order.take_front(std::min(top, order.size()))) {
    const LoopFinding &loop = findings.loops[index];
    std::string reason = loop.judgement.reason;
    if (!loop.inlinedAt.empty())
      reason += " [inlined at " + loop.inlinedAt.back() + "]";
    if (loop.alignedBy != AlignedBy::Location)
      reason += (" [aligned by " + nameOf(loop.alignedBy) + "]").str();
    rows.push_back({{gutterOf(loop.native.facts) + "│" + gutterOf(loop.wasm.facts), nameOf(loop.judgement.verdict).str(),
                     gapsOf(loop.judgement.gap), nameInTable(loop.function), placeOf(loop.file, loop.line, loop.column)},
                    printable(reason),
                    detailsOf(loop, sources),
                    loop.judgement.verdict});
  }
  for (const UnmatchedFinding &finding : findings.unmatched)
    if (finding.isLoop && rows.size() < top)
      rows.push_back({{finding.isNative ? "loop│?" : "?│loop", nameOf(Verdict::Unmatched).str(), "", nameInTable(finding.function),
                       placeOf(finding.file, finding.line, finding.column)},
                      printable(finding.reason),
                      {},
                      Verdict::Unmatched});

  std::string text = "native " + filesOf(findings.native) + " (" + printable(findings.native.triple) + ") │ Wasm " +
                     filesOf(findings.wasm) + " (" + printable(findings.wasm.triple) + ")\n";
  for (const std::string &note : findings.notes)
    text += "note: " + printable(note) + "\n";
  text += "\n";
  appendRows(text, rows, color);
  if (!rows.empty())
    text += "\n";
  const size_t all = findings.loops.size() + findings.unmatchedLoops;
  if (rows.size() < all)
    text += "the first " + std::to_string(rows.size()) + " of " + std::to_string(all) + " loops (--top N shows more, --format=html all)\n";
  text += countOf(findings.functionPairs, findings.unmatchedFunctions, "functions") + "; " +
          countOf(findings.loops.size(), findings.unmatchedLoops, "loops") + "\n";
  if (!counts.empty())
    text +=
        join(map_range(counts, [](const auto &entry) { return nameOf(entry.first).str() + " " + std::to_string(entry.second); }), ", ") +
        "\n";
  return text;
}

} // namespace irdiff
