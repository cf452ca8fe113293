// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Findings.h"

#include "irdiff/Names.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

SideFinding describe(const LoopSide &side) {
  SideFinding finding;
  finding.function = side.function ? side.function->function : nullptr;
  finding.facts = side.facts;
  finding.parts = side.parts;
  return finding;
}

LoopFinding describe(const LoopPair &pair, unsigned nativeVectorBits) {
  const LoopSide &named = pair.named();
  const SourceLoop &loop = *named.loop;
  LoopFinding finding;
  finding.function = named.function->name;
  finding.depth = loop.depth;
  finding.innermost = (!pair.native.loop || pair.native.loop->innermost) && (!pair.wasm.loop || pair.wasm.loop->innermost);
  finding.native = describe(pair.native);
  finding.wasm = describe(pair.wasm);
  finding.file = named.function->file;
  finding.path = named.function->path;
  // Loops paired by order may have a position on one side.
  const SourceLoop *located = loop.location.usable()                                ? &loop
                              : pair.wasm.loop && pair.wasm.loop->location.usable() ? pair.wasm.loop
                                                                                    : nullptr;
  if (located) {
    const std::vector<Frame> &frames = located->location.frames;
    finding.file = frames.front().file;
    finding.path = frames.front().path;
    finding.line = frames.front().line;
    finding.column = frames.front().column;
    finding.calls.assign(frames.begin() + 1, frames.end());
    for (const Frame &call : finding.calls)
      finding.inlinedAt.push_back(call.text());
  }
  finding.alignedBy = pair.by;
  finding.judgement = judge(pair, nativeVectorBits);
  addCausesFromFacts(finding);
  rankCauses(finding.causes);
  return finding;
}

void giveIds(std::vector<LoopFinding> &loops) {
  std::set<std::string> used;
  std::map<std::pair<StringRef, StringRef>, unsigned> numbers;
  for (LoopFinding &loop : loops) {
    loop.number = ++numbers[{loop.function, loop.file}];
    std::string id = loop.function + ":" + loop.file + ":" + std::to_string(loop.line) + ":" + std::to_string(loop.column);
    for (const std::string &call : loop.inlinedAt)
      id += "@" + call;
    loop.id = id;
    for (unsigned copy = 2; !used.insert(loop.id).second; ++copy)
      loop.id = id + "#" + std::to_string(copy);
  }
}

} // namespace

Findings compare(const Program &native, const Program &wasm, std::map<std::string, std::string> tags) {
  DenseSet<uint64_t> starts;
  collectLoopStarts(native, starts);
  collectLoopStarts(wasm, starts);
  LocationHashes locations;
  Lowering nativeLowering(native.triple()), wasmLowering(wasm.triple());
  const ProgramLoops nativeLoops = findSourceLoops(native, starts, nativeLowering, locations);
  const ProgramLoops wasmLoops = findSourceLoops(wasm, starts, wasmLowering, locations);
  const Alignment alignment = align(nativeLoops, wasmLoops, nativeLowering, wasmLowering, locations);

  Findings findings;
  findings.tags = std::move(tags);
  findings.native = {native.files, native.triple().str(), nativeLoops.features};
  findings.wasm = {wasm.files, wasm.triple().str(), wasmLoops.features};
  findings.functionPairs = alignment.functionPairs;
  findings.loops.reserve(alignment.loops.size());
  for (const LoopPair &pair : alignment.loops)
    findings.loops.push_back(describe(pair, nativeLoops.vectorBits));
  std::vector<LoopFinding> sorted;
  sorted.reserve(findings.loops.size());
  std::vector<size_t> order(findings.loops.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t i, size_t j) {
    const LoopFinding &a = findings.loops[i], &b = findings.loops[j];
    return std::tie(a.file, a.line, a.column, a.function, a.inlinedAt, i) < std::tie(b.file, b.line, b.column, b.function, b.inlinedAt, j);
  });
  for (const size_t index : order)
    sorted.push_back(std::move(findings.loops[index]));
  findings.loops = std::move(sorted);
  giveIds(findings.loops);

  for (const Unmatched &unmatched : alignment.unmatched) {
    UnmatchedFinding finding;
    finding.isNative = unmatched.isNative;
    finding.isLoop = unmatched.isLoop;
    finding.function = unmatched.function->name;
    finding.file = unmatched.function->file;
    finding.line = unmatched.function->line;
    if (unmatched.loop && unmatched.loop->location.usable()) {
      const Frame &frame = unmatched.loop->location.frames.front();
      finding.file = frame.file;
      finding.line = frame.line;
      finding.column = frame.column;
    }
    finding.reason = unmatched.reason;
    ++(unmatched.isLoop ? findings.unmatchedLoops : findings.unmatchedFunctions);
    findings.unmatched.push_back(std::move(finding));
  }

  const bool anyLoop = !findings.loops.empty() || findings.unmatchedLoops;
  for (const auto &[side, name] : {std::pair(&nativeLoops, "native"), std::pair(&wasmLoops, "Wasm")})
    if (anyLoop && !side->hasPositions)
      findings.notes.push_back(std::string("the ") + name +
                               " side has no source positions: loops are paired by function and order; compile with -gline-tables-only");
  for (const Lowering *lowering : {&nativeLowering, &wasmLowering})
    if (!lowering->note().empty())
      findings.notes.push_back(lowering->note());
  return findings;
}

} // namespace irdiff
