// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The list of all passes, and how they get into a PassBuilder.
#include "Registration.h"

#include "WasmArgReduce.h"
#include "WasmIntIdioms.h"
#include "WasmLoopReroll.h"
#include "WasmLoopShape.h"
#include "WasmLower.h"
#include "WasmMinMax.h"
#include "WasmRelaxedGuard.h"
#include "WasmRounding.h"
#include "WasmSlpShape.h"
#include "compat.h"
#include "llvm/ADT/STLExtras.h"

#include <optional>

using namespace llvm;

namespace nearnative {
namespace {

const PassDescription descriptions[] = {
    wasmLoopReroll,   // the others know plain loops
    wasmRelaxedGuard, // the last after the vectorizers: nothing may make what it guards against
    wasmLower,        // after the others' work on vectors
    wasmMinMax,       // before the loops' shapes are chosen: a call of fmaxf is no obstacle then
    wasmRounding,     // likewise
    wasmSlpShape,     // after the calls have become selections
    wasmIntIdioms,    // takes its loops whole
    wasmArgReduce,    // likewise
    wasmLoopShape,    // what the others have left
};

/// The parameters in `text` if it is `name` or `name<parameters>`, else nothing.
std::optional<StringRef> parametersOf(StringRef text, StringRef name) {
  if (!text.consume_front(name))
    return std::nullopt;
  if (text.empty())
    return text;
  if (text.consume_front("<") && text.consume_back(">"))
    return text;
  return std::nullopt;
}

/// The parameters of `print<name>` or `print<name><parameters>`.
std::optional<StringRef> printerParametersOf(StringRef text, StringRef name) { return parametersOf(text, ("print<" + name + ">").str()); }

bool parsePass(StringRef text, FunctionPassManager &passes, const ReportError &report) {
  for (const PassDescription &pass : descriptions) {
    auto add = pass.add;
    std::optional<StringRef> parameters = parametersOf(text, pass.name);
    if (!parameters && pass.addPrinter) {
      add = pass.addPrinter;
      parameters = printerParametersOf(text, pass.name);
    }
    if (!parameters)
      continue;
    Expected<Options> options = parsePassParameters(pass.name, *parameters, commandLineOptions());
    if (!options) {
      report(options.takeError());
      return false;
    }
    if (!options->isDisabled(pass.name))
      add(passes, *options);
    return true;
  }
  return false;
}

} // namespace

ArrayRef<PassDescription> passDescriptions() { return descriptions; }

ArrayRef<StringRef> passNames() {
  static const SmallVector<StringRef, 8> names(map_range(descriptions, [](const PassDescription &pass) -> StringRef { return pass.name; }));
  return names;
}

void registerPasses(PassBuilder &builder, const ReportError &report) {
  builder.registerPipelineParsingCallback([report](StringRef text, FunctionPassManager &passes, ArrayRef<PassBuilder::PipelineElement>) {
    return parsePass(text, passes, report);
  });
  // LLVM calls these at -O0 too, where the program is to stay as it is.
  builder.registerLateLoopOptimizationsEPCallback([](LoopPassManager &passes, OptimizationLevel level) {
    if (level == OptimizationLevel::O0)
      return;
    const Options options = commandLineOptions();
    for (const PassDescription &pass : descriptions)
      if (pass.beforeFullUnroll && !options.isDisabled(pass.name))
        pass.beforeFullUnroll(passes, options, level);
  });
  builder.registerVectorizerStartEPCallback([](FunctionPassManager &passes, OptimizationLevel level) {
    if (level == OptimizationLevel::O0)
      return;
    const Options options = commandLineOptions();
    for (const PassDescription &pass : descriptions)
      if (pass.atVectorizerStart && !options.isDisabled(pass.name))
        pass.atVectorizerStart(passes, options, level);
  });
  compat::atVectorizerEnd(builder, [](FunctionPassManager &passes, OptimizationLevel level) {
    if (level == OptimizationLevel::O0)
      return;
    const Options options = commandLineOptions();
    for (const PassDescription &pass : reverse(descriptions))
      if (pass.atVectorizerEnd && !options.isDisabled(pass.name))
        pass.atVectorizerEnd(passes, options, level);
  });
}

} // namespace nearnative
