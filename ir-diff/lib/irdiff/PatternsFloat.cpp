// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Patterns.h"

namespace irdiff {

void findFloatPatterns(const PatternInput &input, std::vector<Pattern> &patterns) {}

} // namespace irdiff
