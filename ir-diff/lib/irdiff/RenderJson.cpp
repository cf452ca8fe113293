// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Render.h"

#include "irdiff/Names.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <map>

using namespace llvm;

namespace irdiff {

namespace {

/// Three digits are more than the counts behind them deserve, and keep the files stable.
json::Value perElement(unsigned count, unsigned iterations) { return std::round(1000.0 * count / std::max(1u, iterations)) / 1000.0; }

json::Object factsToJson(const CodeFacts &facts, unsigned copies) {
  json::Array callees;
  for (const std::string &callee : facts.callees)
    callees.push_back(printable(callee));
  return json::Object{{"state", nameOf(facts.state)},
                      {"width", facts.width},
                      {"interleave", facts.interleave},
                      {"elements_in_flight", facts.elementsInFlight()},
                      {"element_bits", facts.elementBits},
                      {"source_iterations", facts.iterations},
                      {"vectorizer", nameOf(facts.vectorizer)},
                      {"scalar_calls", facts.scalarCalls},
                      {"callees", std::move(callees)},
                      {"lane_moves", facts.laneMoves},
                      {"shuffles", facts.shuffles},
                      {"checks", facts.checks},
                      {"loads_per_element", perElement(facts.loads, facts.iterations)},
                      {"stores_per_element", perElement(facts.stores, facts.iterations)},
                      {"copies", copies}};
}

json::Object sideToJson(const SideSummary &side) {
  return json::Object{{"file", printable(side.file)}, {"triple", printable(side.triple)}, {"features", printable(side.features)}};
}

json::Object loopToJson(const LoopFinding &loop) {
  json::Array inlinedAt;
  for (const std::string &call : loop.inlinedAt)
    inlinedAt.push_back(printable(call));
  json::Object result{{"id", printable(loop.id)},
                      {"function", printable(loop.function)},
                      {"file", printable(loop.file)},
                      {"line", loop.line},
                      {"column", loop.column},
                      {"depth", loop.depth},
                      {"innermost", loop.innermost},
                      {"inlined_at", std::move(inlinedAt)},
                      {"aligned_by", nameOf(loop.alignedBy)},
                      {"native", factsToJson(loop.native, loop.nativeCopies)},
                      {"wasm", factsToJson(loop.wasm, loop.wasmCopies)},
                      {"verdict", nameOf(loop.judgement.verdict)},
                      {"reason", printable(loop.judgement.reason)}};
  if (loop.judgement.nativeIsWider)
    result["isa"] = json::Object{{"native_elements_in_flight", loop.native.elementsInFlight()},
                                 {"compared_elements_in_flight", loop.judgement.comparedInFlight}};
  return result;
}

} // namespace

std::string renderJson(const Findings &findings) {
  json::Object tags;
  for (const auto &[key, value] : findings.tags)
    tags[printable(key)] = printable(value);

  std::map<std::string, unsigned> counts;
  json::Array loops;
  for (const LoopFinding &loop : findings.loops) {
    ++counts[nameOf(loop.judgement.verdict).str()];
    loops.push_back(loopToJson(loop));
  }
  if (findings.unmatchedLoops)
    counts[nameOf(Verdict::Unmatched).str()] = findings.unmatchedLoops;
  json::Object verdicts;
  for (const auto &[name, count] : counts)
    verdicts[name] = count;

  json::Array unmatched;
  for (const UnmatchedFinding &finding : findings.unmatched)
    unmatched.push_back(json::Object{{"side", finding.isNative ? "native" : "wasm"},
                                     {"kind", finding.isLoop ? "loop" : "function"},
                                     {"function", printable(finding.function)},
                                     {"file", printable(finding.file)},
                                     {"line", finding.line},
                                     {"column", finding.column},
                                     {"reason", printable(finding.reason)}});
  json::Array notes;
  for (const std::string &note : findings.notes)
    notes.push_back(printable(note));

  const json::Object document{
      {"schema", "nearnative-findings-1"},
      {"tags", std::move(tags)},
      {"native", sideToJson(findings.native)},
      {"wasm", sideToJson(findings.wasm)},
      {"summary", json::Object{{"functions", json::Object{{"paired", findings.functionPairs}, {"unmatched", findings.unmatchedFunctions}}},
                               {"loops", json::Object{{"paired", findings.loops.size()}, {"unmatched", findings.unmatchedLoops}}},
                               {"verdicts", std::move(verdicts)}}},
      {"notes", std::move(notes)},
      {"loops", std::move(loops)},
      {"unmatched", std::move(unmatched)}};
  return formatv("{0:2}\n", json::Value(json::Object(document))).str();
}

} // namespace irdiff
