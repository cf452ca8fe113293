// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Brings IR that nobody has optimised to what the comparison needs.
#pragma once

#include "irdiff/Reader.h"

#include <string>
#include <vector>

namespace irdiff {

/// Whether nobody has optimised a module: it still keeps scalar variables in memory, or clang -O0 marked its functions `optnone`.
bool isUnoptimised(const llvm::Module &module);

/// Takes the unoptimised modules of a program through LLVM's -O3, for the target and features that their functions name, and strips the
/// `optnone` and `noinline` that -O0 put there. \returns one line per module that was changed. \pre initializeTargets().
std::vector<std::string> optimiseWhereNeeded(Program &program);

} // namespace irdiff
