// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a host tool that links the passes needs. The plugin offers the same through LLVM's plugin interface.
#pragma once

#include "llvm/Support/Error.h"

#include <functional>

namespace llvm {
class PassBuilder;
}

namespace nearnative {

/// Receives what is wrong with the text of a pipeline (`wasm-loop-shape<engine=x>`): PassBuilder itself can only say that the name is
/// unknown.
using ReportError = std::function<void(llvm::Error)>;

/// Makes every pass of nearnative known to `builder`: by name, and at its extension point of the default pipelines. The passes change
/// nothing in modules for other targets and in functions without simd128. Options that the pipeline text does not set come from the command
/// line options `-nearnative-*`, read when the passes are added.
void registerPasses(llvm::PassBuilder &builder, const ReportError &report);

} // namespace nearnative
