// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Bounds.h"

namespace irdiff {

void addBounds(LoopFinding &loop) {}

} // namespace irdiff
