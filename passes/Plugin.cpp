// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The entry point of the plugin for opt (-load-pass-plugin) and clang (-fpass-plugin). Apart from the registration, so that tools that link
// the passes do without it.
#include "NearNativePasses.h"
#include "compat.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

// LLVM's interface: a struct returned from a C function, found by its name.
extern "C" LLVM_ATTRIBUTE_WEAK LLVM_ATTRIBUTE_VISIBILITY_DEFAULT PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "nearnative", NEARNATIVE_VERSION, [](PassBuilder &builder) {
            nearnative::registerPasses(builder, [](Error error) { reportFatalUsageError(Twine(toString(std::move(error)))); });
          }};
}
