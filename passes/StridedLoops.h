// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "llvm/IR/PassManager.h"

namespace nearnative {

/// Sets the vector width of innermost loops over triples, which LLVM leaves scalar or narrow; see StridedLoops.cpp. Returns
/// whether loops were brought into simple form for that.
bool shapeStridedLoops(llvm::Function &function, llvm::FunctionAnalysisManager &analyses, const char *passName);

} // namespace nearnative
