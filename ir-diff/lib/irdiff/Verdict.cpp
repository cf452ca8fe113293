// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Verdict.h"

#include "irdiff/Names.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>

using namespace llvm;

namespace irdiff {

namespace {

/// The cost on Wasm, as a multiple of that natively, up to which equal widths are parity. Address arithmetic alone makes 1.2.
constexpr double mostAtParity = 1.5;

/// Wasm's vectors; only a native loop of the same width is a fair yardstick.
constexpr unsigned wasmVectorBits = 128;

std::string calleesOf(const CodeFacts &facts) { return facts.callees.empty() ? "" : " (" + join(facts.callees, ", ") + ")"; }

/// Vector operations of the loop that are calls in truth. A call beside straight-line vector code is not one of them.
bool callsPerLane(const CodeFacts &facts) {
  return facts.isVector() && (facts.vectorizer == Vectorizer::Loop ? facts.scalarCalls > 0 : facts.laneCalls > 0);
}

/// A lane move per element of a vectorized loop, or for every other element that straight-line vector code works on.
bool movesLanes(const CodeFacts &facts) {
  if (!facts.isVector() || !facts.laneMoves)
    return false;
  return facts.vectorizer == Vectorizer::Loop ? facts.laneMoves >= facts.iterations : facts.laneMoves * 2 >= facts.vectorWork;
}

bool memoryByLane(const CodeFacts &facts) { return movesLanes(facts) && facts.laneMemory * 2 >= facts.laneMoves; }

bool onlyInName(const CodeFacts &facts) { return callsPerLane(facts) || movesLanes(facts); }

std::string inFlight(const CodeFacts &facts) {
  return std::to_string(facts.elementsInFlight()) + " (" + std::to_string(facts.width) + "x" + std::to_string(facts.interleave) + ")";
}

Judgement judgeDeleted(const LoopPair &pair) {
  const std::string by = pair.replacedBy.empty() ? "" : ": it became a call of " + pair.replacedBy;
  Judgement result;
  if (pair.wasm.facts.state == LoopState::Deleted) {
    // A library's SIMD path that is compiled away on Wasm is what Wasm lost: other code does the work.
    const bool lostPath = pair.replacedBy.empty() && pair.native.facts.isVector();
    result.verdict = lostPath ? Verdict::Lost : pair.replacedBy.empty() ? Verdict::Parity : Verdict::Better;
    result.reason = lostPath ? "vector of " + std::to_string(pair.native.facts.width) + " natively, this path is deleted on Wasm"
                             : "deleted on Wasm" + by + ", a scalar loop natively";
    return result;
  }
  result.verdict = pair.wasm.facts.isVector() ? Verdict::Narrow : Verdict::Lost;
  result.reason = "deleted natively" + by + ", still a loop on Wasm";
  return result;
}

Judgement judgeScalar(const LoopPair &pair) {
  const CodeFacts &native = pair.native.facts, &wasm = pair.wasm.facts;
  Judgement result;
  const bool outer = pair.native.loop && pair.wasm.loop && !pair.native.loop->innermost && !pair.wasm.loop->innermost;
  if (outer) {
    result.reason = "outer loop, scalar on both sides: see the loops inside";
    return result;
  }
  result.verdict = Verdict::BothScalar;
  result.reason = "scalar on both sides";
  if (wasm.scalarCalls && !native.scalarCalls)
    result.reason += "; calls" + calleesOf(wasm) + " on Wasm only";
  if (native.interleave > wasm.interleave)
    result.reason += "; natively " + counted(native.interleave, "iteration") + " interleaved";
  if (native.state == LoopState::Unrolled)
    result.reason += "; unrolled natively";
  if (wasm.state == LoopState::Unrolled)
    result.reason += "; unrolled on Wasm";
  return result;
}

} // namespace

StringRef nameOf(Verdict verdict) {
  switch (verdict) {
  case Verdict::Lost:
    return "lost";
  case Verdict::InNameOnly:
    return "in-name-only";
  case Verdict::LaneEmulated:
    return "lane-emulated";
  case Verdict::MissingIdiom:
    return "missing-idiom";
  case Verdict::Narrow:
    return "narrow";
  case Verdict::BothScalar:
    return "both-scalar";
  case Verdict::Unmatched:
    return "unmatched";
  case Verdict::Better:
    return "better";
  case Verdict::Parity:
    return "parity";
  }
  llvm_unreachable("all verdicts named");
}

StringRef nameOf(LoopState state) {
  switch (state) {
  case LoopState::Loop:
    return "loop";
  case LoopState::Unrolled:
    return "unrolled";
  case LoopState::Deleted:
    return "deleted";
  }
  llvm_unreachable("all states named");
}

StringRef nameOf(Vectorizer vectorizer) {
  switch (vectorizer) {
  case Vectorizer::None:
    return "none";
  case Vectorizer::Loop:
    return "loop";
  case Vectorizer::StraightLine:
    return "straight-line";
  }
  llvm_unreachable("all vectorizers named");
}

StringRef nameOf(AlignedBy by) {
  switch (by) {
  case AlignedBy::Location:
    return "location";
  case AlignedBy::InnerLocation:
    return "inner-location";
  case AlignedBy::CallSite:
    return "call-site";
  case AlignedBy::Order:
    return "order";
  }
  llvm_unreachable("all ways named");
}

namespace {

/// Whether the facts of both sides are of the same code: not where one side has unrolled loops inside into the body, or where all that is
/// known is into which code a loop was unrolled.
bool holdSameWork(const LoopPair &pair) {
  const bool known = pair.by != AlignedBy::Order || (pair.native.loop && pair.wasm.loop);
  return known && (!pair.native.loop || !pair.wasm.loop || pair.native.loop->innermost == pair.wasm.loop->innermost);
}

Judgement judgeLooks(const LoopPair &pair, unsigned nativeVectorBits) {
  const CodeFacts &native = pair.native.facts, &wasm = pair.wasm.facts;
  if (native.state == LoopState::Deleted || wasm.state == LoopState::Deleted)
    return judgeDeleted(pair);

  Judgement result;
  result.comparedInFlight = native.elementsInFlight();
  if (nativeVectorBits > wasmVectorBits && native.width * native.elementBits > wasmVectorBits) {
    result.nativeIsWider = true;
    result.comparedInFlight = std::max(1u, result.comparedInFlight / (nativeVectorBits / wasmVectorBits));
  }

  // Where one side has unrolled the loops inside, their work stands in this loop's body on that side only: their own rows compare it.
  if (pair.native.loop && pair.wasm.loop && pair.native.loop->innermost != pair.wasm.loop->innermost) {
    result.reason = pair.native.loop->innermost ? "outer loop, the loops inside are unrolled natively: see them"
                                                : "outer loop, the loops inside are unrolled on Wasm: see them";
    return result;
  }
  if (!wasm.isVector() && !native.isVector()) {
    Judgement scalar = judgeScalar(pair);
    scalar.comparedInFlight = result.comparedInFlight;
    return scalar;
  }
  if (!wasm.isVector()) {
    result.verdict = Verdict::Lost;
    result.reason = onlyInName(native) ? "scalar on Wasm, natively a vector loop around calls or lane moves"
                                       : "vector of " + std::to_string(native.width) + " natively, scalar on Wasm";
    if (wasm.scalarCalls)
      result.reason += ", with calls" + calleesOf(wasm);
    return result;
  }

  const std::string alsoNatively = !native.isVector()                          ? "; scalar natively"
                                   : callsPerLane(native)                      ? "; natively too"
                                   : movesLanes(native) && !callsPerLane(wasm) ? "; natively too"
                                   : movesLanes(native)                        ? "; natively lane by lane without calls"
                                                                               : "";
  if (callsPerLane(wasm)) {
    result.verdict = Verdict::InNameOnly;
    result.reason =
        "vector of " + std::to_string(wasm.width) + " around " + counted(wasm.scalarCalls, "scalar call") + calleesOf(wasm) + alsoNatively;
    return result;
  }
  if (memoryByLane(wasm)) {
    result.verdict = Verdict::LaneEmulated;
    result.reason =
        "memory lane by lane: " + counted(wasm.laneMoves, "lane move") + " for " + counted(wasm.iterations, "element") + alsoNatively;
    return result;
  }
  if (movesLanes(wasm)) {
    result.verdict = Verdict::InNameOnly;
    result.reason = counted(wasm.laneMoves, "lane move") + " for " + counted(wasm.iterations, "element") + alsoNatively;
    return result;
  }
  if (!native.isVector() || onlyInName(native)) {
    result.verdict = Verdict::Better;
    result.reason = "vector of " + std::to_string(wasm.width) + " on Wasm, " +
                    (native.isVector() ? "natively around calls or lane moves" : "scalar natively");
    return result;
  }

  // A fully unrolled loop has all its iterations in flight: only its width can be too small.
  const bool wasmUnrolled = wasm.state == LoopState::Unrolled;
  const unsigned mine = wasm.elementsInFlight();
  if (wasmUnrolled ? wasm.width * wasm.elementBits < std::min(native.width * native.elementBits, wasmVectorBits)
                   : mine < result.comparedInFlight) {
    result.verdict = Verdict::Narrow;
    result.reason = inFlight(native) + " elements in flight natively, " + inFlight(wasm) + " on Wasm";
  } else if (!wasmUnrolled && native.state == LoopState::Loop && mine > result.comparedInFlight) {
    result.verdict = Verdict::Better;
    result.reason = inFlight(native) + " elements in flight natively, " + inFlight(wasm) + " on Wasm";
  } else {
    result.verdict = Verdict::Parity;
    result.reason = std::to_string(result.comparedInFlight) + " elements in flight natively, " + std::to_string(mine) + " on Wasm";
  }
  if (result.nativeIsWider)
    result.reason += "; native vectors are wider, compared at 128 bits";
  if (wasm.checks > native.checks)
    result.reason += "; " + counted(wasm.checks, "check") + " on Wasm";
  return result;
}

} // namespace

Judgement judge(const LoopPair &pair, unsigned nativeVectorBits) {
  Judgement judgement = judgeLooks(pair, nativeVectorBits);
  if (!holdSameWork(pair))
    return judgement;
  judgement.gap = gapOf(pair.native.facts, pair.wasm.facts, nativeVectorBits);
  if (judgement.verdict != Verdict::Parity)
    return judgement;
  for (const Pattern &pattern : pair.wasm.facts.patterns)
    if (pattern.isWaste) {
      judgement.verdict = Verdict::MissingIdiom;
      judgement.reason = pattern.evidence + "; " + judgement.reason;
      return judgement;
    }
  // As wide as native, and yet much more to do: part of the work is scalar, or goes through lanes.
  if (pair.wasm.facts.isVector() && judgement.gap.wasm > mostAtParity * judgement.gap.sameWidth) {
    judgement.verdict = Verdict::InNameOnly;
    judgement.reason = formatv("{0:F1} operations per element on Wasm, {1:F1} natively; {2}", operationsPerElement(pair.wasm.facts),
                               operationsPerElement(pair.native.facts), judgement.reason);
  }
  return judgement;
}

} // namespace irdiff
