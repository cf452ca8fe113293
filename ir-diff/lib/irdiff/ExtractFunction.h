// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function alone in a module of its own, to be changed and compiled without touching the module that is compared.
#pragma once

#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <memory>

namespace irdiff {

/// Copies a function, without debug info's records, and declares what it refers to: as large as the function, whatever its module is. The
/// copy is the only function of the result that has a body, in the same context; `values` leads from the original to it and must not
/// outlive the original. Labels of other functions become a number.
std::unique_ptr<llvm::Module> extractFunction(const llvm::Function &original, llvm::ValueToValueMapTy &values);

} // namespace irdiff
