// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Selection.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Regex.h"

#include <map>
#include <numeric>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

constexpr Verdict allVerdicts[] = {Verdict::Lost,       Verdict::InNameOnly, Verdict::LaneEmulated, Verdict::MissingIdiom, Verdict::Narrow,
                                   Verdict::BothScalar, Verdict::Unmatched,  Verdict::Better,       Verdict::Parity};

Error failure(const Twine &message) { return createStringError(inconvertibleErrorCode(), message); }

/// What stays the same when lines move.
using LooseKey = std::tuple<std::string, std::string, std::string>;

LooseKey looseKey(StringRef file, StringRef function, StringRef verdict) { return {file.str(), function.str(), verdict.str()}; }

void recount(Findings &findings) {
  findings.unmatchedLoops = static_cast<unsigned>(count_if(findings.unmatched, [](const UnmatchedFinding &one) { return one.isLoop; }));
  findings.unmatchedFunctions = static_cast<unsigned>(findings.unmatched.size()) - findings.unmatchedLoops;
}

} // namespace

std::optional<Verdict> verdictNamed(StringRef name) {
  for (const Verdict verdict : allVerdicts)
    if (nameOf(verdict) == name)
      return verdict;
  return std::nullopt;
}

Error applyFilter(Findings &findings, const Filter &filter) {
  const Regex function(filter.function.empty() ? ".*" : filter.function);
  std::string problem;
  if (!function.isValid(problem))
    return failure("--function=" + printable(filter.function) + " is no regular expression: " + problem);
  const auto isShown = [&](StringRef name, StringRef file, StringRef path, unsigned line, Verdict verdict) {
    const bool inFile = filter.file.empty() || fileName(filter.file) == file;
    const bool inPath = path.empty() || filter.file.empty() || path.ends_with(filter.file) || filter.file == file;
    return function.match(name) && inFile && inPath && (!filter.line || filter.line == line) &&
           (filter.only.empty() || filter.only.count(verdict));
  };
  llvm::erase_if(findings.loops,
                 [&](const LoopFinding &loop) { return !isShown(loop.function, loop.file, loop.path, loop.line, loop.judgement.verdict); });
  llvm::erase_if(findings.unmatched,
                 [&](const UnmatchedFinding &one) { return !isShown(one.function, one.file, "", one.line, Verdict::Unmatched); });
  recount(findings);
  return Error::success();
}

std::vector<size_t> sortedLoops(const Findings &findings, SortBy order) {
  std::vector<size_t> indexes(findings.loops.size());
  std::iota(indexes.begin(), indexes.end(), size_t(0));
  if (order == SortBy::Source)
    return indexes; // the order in which compare() leaves them
  const auto key = [&](size_t index) {
    const LoopFinding &loop = findings.loops[index];
    const Judgement &judgement = loop.judgement;
    const double worth = (order == SortBy::Gap ? judgement.gap.recoverable() : judgement.gap.wasm) * loop.heat;
    const bool isFinding = judgement.verdict < Verdict::Better;
    return std::tuple(order == SortBy::Gap && !isFinding, !loop.innermost, -worth, judgement.verdict, index);
  };
  std::vector<decltype(key(0))> keys;
  keys.reserve(indexes.size());
  for (const size_t index : indexes)
    keys.push_back(key(index));
  llvm::sort(keys);
  for (size_t i = 0; i < keys.size(); ++i)
    indexes[i] = std::get<4>(keys[i]);
  return indexes;
}

void keepLoops(Findings &findings, ArrayRef<size_t> indexes) {
  const std::set<size_t> kept(indexes.begin(), indexes.end());
  std::vector<LoopFinding> loops;
  loops.reserve(kept.size());
  for (const size_t index : kept)
    loops.push_back(std::move(findings.loops[index]));
  findings.loops = std::move(loops);
}

Error removeKnown(Findings &findings, StringRef baseline) {
  auto document = json::parse(baseline);
  if (!document)
    return failure("is not JSON: " + toString(document.takeError()));
  const json::Object *root = document->getAsObject();
  const json::Array *loops = root ? root->getArray("loops") : nullptr;
  const json::Array *unmatched = root ? root->getArray("unmatched") : nullptr;
  if (!root || root->getString("schema") != StringRef("nearnative-findings-1") || !loops || !unmatched)
    return failure("is no findings of this version (nearnative-findings-1); make one with --format=json");

  std::map<std::pair<std::string, std::string>, unsigned> exact;
  std::map<LooseKey, unsigned> loose;
  const auto text = [](const json::Object &object, StringRef name) { return object.getString(name).value_or(""); };
  for (const json::Value &value : *loops)
    if (const json::Object *loop = value.getAsObject()) {
      ++exact[{text(*loop, "id").str(), text(*loop, "verdict").str()}];
      ++loose[looseKey(text(*loop, "file"), text(*loop, "function"), text(*loop, "verdict"))];
    }
  for (const json::Value &value : *unmatched)
    if (const json::Object *one = value.getAsObject(); one && text(*one, "kind") == "loop")
      ++loose[looseKey(text(*one, "file"), text(*one, "function"), text(*one, "side"))];

  // First those that have not moved, so that they do not take the place of others.
  const auto take = [](unsigned &count) { return count > 0 ? count-- : 0; };
  llvm::erase_if(findings.loops, [&](const LoopFinding &loop) {
    const std::string verdict = nameOf(loop.judgement.verdict).str();
    return take(exact[{printable(loop.id), verdict}]) &&
           (take(loose[looseKey(printable(loop.file), printable(loop.function), verdict)]), true);
  });
  llvm::erase_if(findings.loops, [&](const LoopFinding &loop) {
    return take(loose[looseKey(printable(loop.file), printable(loop.function), nameOf(loop.judgement.verdict))]) > 0;
  });
  llvm::erase_if(findings.unmatched, [&](const UnmatchedFinding &one) {
    return one.isLoop && take(loose[looseKey(printable(one.file), printable(one.function), one.isNative ? "native" : "wasm")]) > 0;
  });
  recount(findings);
  findings.notes.push_back("only what is new since the baseline is shown");
  return Error::success();
}

std::vector<Verdict> verdictsFound(const Findings &findings, const std::set<Verdict> &wanted) {
  std::set<Verdict> found;
  for (const LoopFinding &loop : findings.loops)
    if (wanted.count(loop.judgement.verdict))
      found.insert(loop.judgement.verdict);
  if (findings.unmatchedLoops && wanted.count(Verdict::Unmatched))
    found.insert(Verdict::Unmatched);
  return {found.begin(), found.end()};
}

} // namespace irdiff
