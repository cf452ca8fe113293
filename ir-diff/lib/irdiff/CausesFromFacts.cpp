// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cause.h"
#include "irdiff/Findings.h"

namespace irdiff {

namespace {

bool isAheadOrEqual(Verdict verdict) { return verdict == Verdict::Parity || verdict == Verdict::Better; }

/// Native vectorization interleaves, Wasm's does not: its target description names no interleave factor.
void addMissingInterleaving(LoopFinding &loop) {
  const CodeFacts &native = loop.native.facts, &wasm = loop.wasm.facts;
  if (loop.judgement.verdict != Verdict::Narrow || wasm.interleave != 1 || native.interleave == 1 || wasm.vectorizer != Vectorizer::Loop)
    return;
  loop.causes.push_back({"WASM-IC1", std::to_string(native.interleave) + " vectors in flight natively, 1 on Wasm", true});
}

/// The source has a path of its own for the native target's SIMD, and none for Wasm's.
void addSourceSimd(LoopFinding &loop) {
  const CodeFacts &native = loop.native.facts, &wasm = loop.wasm.facts;
  const Verdict verdict = loop.judgement.verdict;
  if ((verdict != Verdict::Lost && verdict != Verdict::Narrow) || !native.isVector())
    return;
  if (wasm.state == LoopState::Deleted)
    loop.causes.push_back(
        {"SOURCE-SIMD", "the vector code is compiled for the native target only; other code does its work on Wasm", true});
  else if (isWrittenForNative(native, wasm))
    loop.causes.push_back({"SOURCE-SIMD", "natively the source has vector types here, on Wasm scalars", true});
}

} // namespace

void addCausesFromFacts(LoopFinding &loop) {
  addSourceSimd(loop);
  const Verdict verdict = loop.judgement.verdict;
  for (const Pattern &pattern : loop.wasm.facts.patterns) {
    // Lanes one by one are what this verdict says, wasteful or not.
    const bool isVerdict = (verdict == Verdict::LaneEmulated || verdict == Verdict::BothScalar) && pattern.id == "LANE";
    loop.causes.push_back({pattern.id, pattern.evidence, isVerdict || (pattern.isWaste && !isAheadOrEqual(verdict))});
  }
  addMissingInterleaving(loop);
}

} // namespace irdiff
