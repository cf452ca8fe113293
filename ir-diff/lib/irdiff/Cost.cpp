// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cost.h"

#include <algorithm>

namespace irdiff {

double operationsPerElement(const CodeFacts &facts) {
  const double operations = double(facts.vectorArithmetic) + facts.scalarArithmetic + facts.shuffles + facts.laneMoves + facts.loads +
                            facts.stores + facts.addressArithmetic + facts.checks + operationsOfCall * facts.scalarCalls +
                            (facts.state == LoopState::Loop ? operationsOfPass : 0);
  return operations / std::max(1u, facts.iterations);
}

double costPerElement(const CodeFacts &facts) {
  if (facts.state == LoopState::Deleted)
    return 0;
  return std::max(operationsPerElement(facts) / issueWidth, facts.latency / std::max(1u, facts.iterations));
}

Gap gapOf(const CodeFacts &native, const CodeFacts &wasm, unsigned nativeVectorBits) {
  Gap gap;
  gap.wasm = costPerElement(wasm);
  gap.best = gap.sameWidth = costPerElement(native) / (isWrittenForNative(native, wasm) ? native.width : 1);
  constexpr unsigned wasmBits = 128;
  if (nativeVectorBits > wasmBits && native.width * native.elementBits > wasmBits)
    gap.sameWidth *=
        double(native.width * native.elementBits > nativeVectorBits ? nativeVectorBits : native.width * native.elementBits) / wasmBits;
  return gap;
}

} // namespace irdiff
