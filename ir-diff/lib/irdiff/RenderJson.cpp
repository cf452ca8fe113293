// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Render.h"

#include "irdiff/Catalogue.h"
#include "irdiff/Names.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <map>

using namespace llvm;

namespace irdiff {

namespace {

/// Three digits are more than the counts behind them deserve, and keep the files stable.
json::Value perElement(unsigned count, unsigned iterations) { return std::round(1000.0 * count / std::max(1u, iterations)) / 1000.0; }

double rounded(double value) { return std::round(1000.0 * value) / 1000.0; }

StringRef nameOf(PartRole role) {
  switch (role) {
  case PartRole::Main:
    return "main";
  case PartRole::Remainder:
    return "remainder";
  case PartRole::Copy:
    return "copy";
  }
  llvm_unreachable("all roles named");
}

json::Object accessesToJson(const AccessesBySize &accesses) {
  json::Object result;
  for (size_t i = 0; i < accesses.size(); ++i)
    if (accesses[i])
      result[std::to_string(1u << i)] = accesses[i];
  return result;
}

json::Object codeToJson(const GeneratedLoop &code) {
  json::Object mix;
  json::Array assembly;
  for (const StringRef line : split(StringRef(code.assembly).rtrim(), '\n'))
    assembly.push_back(json::fixUTF8(line));
  for (const auto &[mnemonic, count] : code.mix)
    mix[printable(mnemonic)] = count;
  return json::Object{{"instructions", code.instructions},
                      {"vector_instructions", code.vectorInstructions},
                      {"memory_accesses", code.memoryAccesses},
                      {"spills", code.spills},
                      {"local_accesses", code.localAccesses},
                      {"locals", code.locals},
                      {"address_adds", code.addressAdds},
                      {"constant_address_adds", code.constantAddressAdds},
                      {"global_address_adds", code.globalAddressAdds},
                      {"global_counter_adds", code.globalCounterAdds},
                      {"live_integers", code.liveIntegers},
                      {"live_vectors", code.liveVectors},
                      {"vector_constants", code.vectorConstants},
                      {"mix", std::move(mix)},
                      {"assembly", std::move(assembly)}};
}

json::Object boundsToJson(const BoundsFacts &bounds) {
  return json::Object{{"checks", bounds.checks},
                      {"invariant", bounds.invariant},
                      {"provable", bounds.provable},
                      {"blocking", bounds.blocking},
                      {"blocking_reason", printable(bounds.blockingReason)},
                      {"accesses_per_element", rounded(bounds.accessesPerElement)}};
}

json::Object sideToJson(const SideFinding &side) {
  const CodeFacts &facts = side.facts;
  json::Array callees;
  for (const std::string &callee : facts.callees)
    callees.push_back(printable(callee));
  json::Array parts;
  for (const LoopPart &part : side.parts)
    parts.push_back(json::Object{{"role", nameOf(part.role)},
                                 {"header_block", part.headerIndex},
                                 {"width", part.width},
                                 {"interleave", part.interleave},
                                 {"source_iterations", part.iterations}});
  json::Object result{{"symbol", side.function ? printable(side.function->getName()) : ""},
                      {"state", nameOf(facts.state)},
                      {"width", facts.width},
                      {"interleave", facts.interleave},
                      {"elements_in_flight", facts.elementsInFlight()},
                      {"element_bits", facts.elementBits},
                      {"source_iterations", facts.iterations},
                      {"trip_count", facts.tripCount},
                      {"vectorizer", nameOf(facts.vectorizer)},
                      {"vector_arithmetic", facts.vectorArithmetic},
                      {"scalar_arithmetic", facts.scalarArithmetic},
                      {"address_arithmetic", facts.addressArithmetic},
                      {"scalar_calls", facts.scalarCalls},
                      {"callees", std::move(callees)},
                      {"lane_moves", facts.laneMoves},
                      {"shuffles", facts.shuffles},
                      {"checks", facts.checks},
                      {"loads_by_bytes", accessesToJson(facts.loadsBySize)},
                      {"stores_by_bytes", accessesToJson(facts.storesBySize)},
                      {"loads_per_element", perElement(facts.loads, facts.iterations)},
                      {"stores_per_element", perElement(facts.stores, facts.iterations)},
                      {"operations_per_element", rounded(operationsPerElement(facts))},
                      {"copies", side.parts.size()},
                      {"parts", std::move(parts)}};
  if (side.code)
    result["code"] = codeToJson(*side.code);
  if (side.bounds)
    result["bounds"] = boundsToJson(*side.bounds);
  return result;
}

json::Object sideToJson(const SideSummary &side) {
  json::Array files;
  for (const std::string &file : side.files)
    files.push_back(printable(file));
  return json::Object{{"file", printable(side.files.empty() ? "" : side.files.front())},
                      {"files", std::move(files)},
                      {"triple", printable(side.triple)},
                      {"features", printable(side.features)}};
}

json::Object causeToJson(const Cause &cause) {
  const CausePage *page = findCause(cause.id);
  return json::Object{{"id", cause.id},
                      {"title", page ? page->title : ""},
                      {"evidence", printable(cause.evidence)},
                      {"remedy", page ? page->remedy : ""},
                      {"decisive", cause.decisive}};
}

json::Object gapToJson(const Gap &gap) {
  return json::Object{{"wasm", rounded(gap.wasm)},
                      {"native_same_width", rounded(gap.sameWidth)},
                      {"native_best", rounded(gap.best)},
                      {"recoverable", rounded(gap.recoverable())},
                      {"isa", rounded(gap.isa())}};
}

json::Object remarkToJson(const LoopRemark &remark) {
  return json::Object{{"kind", remark.kind},
                      {"pass", printable(remark.pass)},
                      {"name", printable(remark.name)},
                      {"message", printable(remark.message)},
                      {"file", printable(remark.file)},
                      {"line", remark.line},
                      {"column", remark.column},
                      {"count", remark.count}};
}

json::Object loopToJson(const LoopFinding &loop) {
  json::Array inlinedAt, causes;
  for (const std::string &call : loop.inlinedAt)
    inlinedAt.push_back(printable(call));
  for (const Cause &cause : loop.causes)
    causes.push_back(causeToJson(cause));
  json::Object result{{"id", printable(loop.id)},
                      {"function", printable(loop.function)},
                      {"file", printable(loop.file)},
                      {"path", printable(loop.path)},
                      {"line", loop.line},
                      {"column", loop.column},
                      {"depth", loop.depth},
                      {"innermost", loop.innermost},
                      {"inlined_at", std::move(inlinedAt)},
                      {"aligned_by", nameOf(loop.alignedBy)},
                      {"native", sideToJson(loop.native)},
                      {"wasm", sideToJson(loop.wasm)},
                      {"verdict", nameOf(loop.judgement.verdict)},
                      {"reason", printable(loop.judgement.reason)},
                      {"cost_per_element", gapToJson(loop.judgement.gap)},
                      {"heat", rounded(loop.heat)},
                      {"causes", std::move(causes)}};
  if (!loop.remarks.empty()) {
    json::Array remarks;
    for (const LoopRemark &remark : loop.remarks)
      remarks.push_back(remarkToJson(remark));
    result["remarks"] = std::move(remarks);
  }
  if (loop.judgement.nativeIsWider)
    result["isa"] = json::Object{{"native_elements_in_flight", loop.native.facts.elementsInFlight()},
                                 {"compared_elements_in_flight", loop.judgement.comparedInFlight}};
  return result;
}

} // namespace

void writeFindings(json::OStream &out, const Findings &findings) {
  std::map<std::string, unsigned> counts;
  for (const LoopFinding &loop : findings.loops)
    ++counts[nameOf(loop.judgement.verdict).str()];
  if (findings.unmatchedLoops)
    counts[nameOf(Verdict::Unmatched).str()] = findings.unmatchedLoops;
  json::Object tags, verdicts;
  for (const auto &[key, value] : findings.tags)
    tags[printable(key)] = printable(value);
  for (const auto &[name, count] : counts)
    verdicts[name] = count;

  // By name, as objects are written; loops one by one: as a whole in memory they take 40 KB each.
  out.object([&] {
    out.attributeArray("engine_check_prices", [&] {
      for (const CheckPrice &price : checkPrices())
        out.value(json::Object{{"engine", price.engine}, {"mechanism", price.mechanism}, {"factor", price.factor}, {"worst", price.worst}});
    });
    out.attributeArray("loops", [&] {
      for (const LoopFinding &loop : findings.loops)
        out.value(loopToJson(loop));
    });
    out.attribute("native", sideToJson(findings.native));
    out.attributeArray("notes", [&] {
      for (const std::string &note : findings.notes)
        out.value(printable(note));
    });
    out.attribute("schema", "nearnative-findings-1");
    out.attribute("summary",
                  json::Object{{"functions", json::Object{{"paired", findings.functionPairs}, {"unmatched", findings.unmatchedFunctions}}},
                               {"loops", json::Object{{"paired", findings.loops.size()}, {"unmatched", findings.unmatchedLoops}}},
                               {"verdicts", std::move(verdicts)}});
    out.attribute("tags", std::move(tags));
    out.attributeArray("unmatched", [&] {
      for (const UnmatchedFinding &finding : findings.unmatched)
        out.value(json::Object{{"side", finding.isNative ? "native" : "wasm"},
                               {"kind", finding.isLoop ? "loop" : "function"},
                               {"function", printable(finding.function)},
                               {"file", printable(finding.file)},
                               {"line", finding.line},
                               {"column", finding.column},
                               {"reason", printable(finding.reason)}});
    });
    out.attribute("wasm", sideToJson(findings.wasm));
  });
}

std::string renderJson(const Findings &findings) {
  std::string text;
  raw_string_ostream stream(text);
  json::OStream out(stream, 2);
  writeFindings(out, findings);
  stream << "\n";
  return text;
}

} // namespace irdiff
