// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Patterns.h"

namespace irdiff {

std::vector<Pattern> findPatterns(const PatternInput &input) {
  std::vector<Pattern> patterns;
  findIntegerPatterns(input, patterns);
  findFloatPatterns(input, patterns);
  findMemoryPatterns(input, patterns);
  return patterns;
}

} // namespace irdiff
