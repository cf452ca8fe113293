// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/GeneratedCode.h"

using namespace llvm;

namespace irdiff {

void addGeneratedCode(Findings &findings, const Program &native, const Program &wasm, ArrayRef<size_t> loops) {}

} // namespace irdiff
