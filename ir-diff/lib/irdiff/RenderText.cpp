// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Render.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

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

/// How far Wasm is behind, for the order within a verdict.
double gapOf(const LoopFinding &loop) { return loop.judgement.gap.recoverable() * loop.heat; }

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
  std::array<std::string, 4> cells; ///< gutter, verdict, function, place
  std::string reason;
  Verdict verdict;
};

void appendRows(std::string &text, ArrayRef<Row> rows, bool color) {
  std::array<size_t, 4> widths{};
  for (const Row &row : rows)
    for (size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], row.cells[i].size());
  for (const Row &row : rows) {
    for (size_t i = 0; i < widths.size(); ++i) {
      const bool colored = color && i == 1;
      if (colored)
        text += colorOf(row.verdict);
      text += row.cells[i];
      if (colored)
        text += "\x1b[0m";
      text.append(widths[i] - row.cells[i].size() + 2, ' ');
    }
    text += row.reason + "\n";
  }
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

std::string renderText(const Findings &findings, bool color) {
  std::vector<const LoopFinding *> order;
  order.reserve(findings.loops.size());
  for (const LoopFinding &loop : findings.loops)
    order.push_back(&loop);
  // Pointers into one vector last: equals stay in the order of the source.
  std::sort(order.begin(), order.end(), [](const LoopFinding *a, const LoopFinding *b) {
    return std::tuple(a->judgement.verdict, !a->innermost, -gapOf(*a), a) < std::tuple(b->judgement.verdict, !b->innermost, -gapOf(*b), b);
  });

  std::vector<Row> rows;
  std::map<Verdict, unsigned> counts;
  for (const LoopFinding *loop : order) {
    ++counts[loop->judgement.verdict];
    std::string reason = loop->judgement.reason;
    if (!loop->inlinedAt.empty())
      reason += " [inlined at " + loop->inlinedAt.back() + "]";
    if (loop->alignedBy != AlignedBy::Location)
      reason += (" [aligned by " + nameOf(loop->alignedBy) + "]").str();
    rows.push_back({{gutterOf(loop->native.facts) + "|" + gutterOf(loop->wasm.facts), nameOf(loop->judgement.verdict).str(),
                     nameInTable(loop->function), placeOf(loop->file, loop->line, loop->column)},
                    printable(reason),
                    loop->judgement.verdict});
  }
  std::vector<Row> unmatched;
  for (const UnmatchedFinding &finding : findings.unmatched)
    if (finding.isLoop)
      unmatched.push_back({{finding.isNative ? "loop|?" : "?|loop", nameOf(Verdict::Unmatched).str(), nameInTable(finding.function),
                            placeOf(finding.file, finding.line, finding.column)},
                           printable(finding.reason),
                           Verdict::Unmatched});
  const auto after = std::find_if(rows.begin(), rows.end(), [](const Row &row) { return row.verdict > Verdict::Unmatched; });
  rows.insert(after, unmatched.begin(), unmatched.end());

  std::string text = "native " + filesOf(findings.native) + " (" + printable(findings.native.triple) + ") | Wasm " +
                     filesOf(findings.wasm) + " (" + printable(findings.wasm.triple) + ")\n";
  for (const std::string &note : findings.notes)
    text += "note: " + printable(note) + "\n";
  text += "\n";
  appendRows(text, rows, color);
  if (!rows.empty())
    text += "\n";
  text += countOf(findings.functionPairs, findings.unmatchedFunctions, "functions") + "; " +
          countOf(findings.loops.size(), findings.unmatchedLoops, "loops") + "\n";
  if (findings.unmatchedLoops)
    counts[Verdict::Unmatched] = findings.unmatchedLoops;
  if (!counts.empty())
    text +=
        join(map_range(counts, [](const auto &entry) { return nameOf(entry.first).str() + " " + std::to_string(entry.second); }), ", ") +
        "\n";
  return text;
}

} // namespace irdiff
