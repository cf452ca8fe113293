// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cause.h"
#include "irdiff/Findings.h"

namespace irdiff {

void addCausesFromCode(LoopFinding &loop) {}

} // namespace irdiff
