// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cause.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace irdiff {

void rankCauses(std::vector<Cause> &causes) {
  std::vector<Cause> ranked;
  for (const bool decisive : {true, false})
    for (Cause &cause : causes)
      if (cause.decisive == decisive && none_of(ranked, [&](const Cause &other) { return other.id == cause.id; }))
        ranked.push_back(cause);
  causes = std::move(ranked);
}

} // namespace irdiff
