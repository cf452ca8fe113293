// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Findings.h"

#include "irdiff/Names.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

LoopFinding describe(const LoopPair &pair, unsigned nativeVectorBits) {
  const SourceLoop &loop = pair.wasm && !pair.native ? *pair.wasm : *pair.native;
  LoopFinding finding;
  finding.function = pair.function->name;
  finding.depth = loop.depth;
  finding.innermost = (!pair.native || pair.native->innermost) && (!pair.wasm || pair.wasm->innermost);
  finding.nativeCopies = pair.nativeCopies;
  finding.wasmCopies = pair.wasmCopies;
  finding.file = pair.function->file;
  // Loops paired by order may have a position on one side.
  const SourceLoop *located = loop.location.usable() ? &loop : pair.wasm && pair.wasm->location.usable() ? pair.wasm : nullptr;
  if (located) {
    const std::vector<Frame> &frames = located->location.frames;
    finding.file = frames.front().file;
    finding.line = frames.front().line;
    finding.column = frames.front().column;
    for (size_t i = 1; i < frames.size(); ++i)
      finding.inlinedAt.push_back(frames[i].text());
  }
  finding.alignedBy = pair.by;
  finding.native = pair.nativeFacts;
  finding.wasm = pair.wasmFacts;
  finding.judgement = judge(pair, nativeVectorBits);
  return finding;
}

void giveIds(std::vector<LoopFinding> &loops) {
  std::set<std::string> used;
  for (LoopFinding &loop : loops) {
    std::string id = loop.function + ":" + loop.file + ":" + std::to_string(loop.line) + ":" + std::to_string(loop.column);
    for (const std::string &call : loop.inlinedAt)
      id += "@" + call;
    loop.id = id;
    for (unsigned copy = 2; !used.insert(loop.id).second; ++copy)
      loop.id = id + "#" + std::to_string(copy);
  }
}

} // namespace

Findings compare(const Module &native, StringRef nativeFile, const Module &wasm, StringRef wasmFile,
                 std::map<std::string, std::string> tags) {
  DenseSet<uint64_t> starts;
  collectLoopStarts(native, starts);
  collectLoopStarts(wasm, starts);
  LocationHashes locations;
  Lowering nativeLowering(native), wasmLowering(wasm);
  const ModuleLoops nativeLoops = findSourceLoops(native, starts, nativeLowering, locations);
  const ModuleLoops wasmLoops = findSourceLoops(wasm, starts, wasmLowering, locations);
  const Alignment alignment = align(nativeLoops, wasmLoops, nativeLowering, wasmLowering, locations);

  Findings findings;
  findings.tags = std::move(tags);
  findings.native = {nativeFile.str(), native.getTargetTriple().str(), nativeLoops.features};
  findings.wasm = {wasmFile.str(), wasm.getTargetTriple().str(), wasmLoops.features};
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
