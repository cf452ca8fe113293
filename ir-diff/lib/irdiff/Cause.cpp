// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Cause.h"

#include "irdiff/Catalogue.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

using namespace llvm;

namespace irdiff {

void rankCauses(std::vector<Cause> &causes) {
  const auto rank = [](const Cause &cause) { return std::tuple(!cause.decisive, findCause(cause.id), StringRef(cause.evidence)); };
  llvm::sort(causes, [&](const Cause &a, const Cause &b) { return rank(a) < rank(b); });
  std::vector<Cause> unique;
  for (Cause &cause : causes)
    if (none_of(unique, [&](const Cause &other) { return other.id == cause.id; }))
      unique.push_back(std::move(cause));
  causes = std::move(unique);
}

} // namespace irdiff
