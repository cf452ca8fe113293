// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads the options of the passes from the command line and from a pipeline text.
#include "Options.h"

#include "Registration.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CommandLine.h"

#include <optional>

using namespace llvm;

namespace nearnative {
namespace {

/// Accepts the names of our passes only.
struct PassNameParser : cl::parser<std::string> {
  using cl::parser<std::string>::parser;
  // How LLVM's command line does it: the option calls its own parser class, nothing is virtual.
  // NOLINTNEXTLINE(bugprone-derived-method-shadowing-base-method)
  bool parse(cl::Option &option, StringRef, StringRef text, std::string &value) {
    if (!is_contained(passNames(), text))
      return option.error("unknown pass '" + text + "'; use " + join(passNames(), ", "));
    value = text.str();
    return false;
  }
};

cl::OptionCategory category("nearnative", "Options of nearnative's passes for wasm32 with simd128");

cl::opt<Mode> modeOption(
    "nearnative-mode", cl::desc("What may change a result:"), cl::init(Mode::strict), cl::cat(category),
    cl::values(clEnumValN(Mode::strict, "strict", "every result bit as without optimisation (default)"),
               clEnumValN(Mode::fast, "fast", "results within documented errors, equal on every engine; today the same as strict"),
               clEnumValN(Mode::relaxed, "relaxed", "as fast, and engines may differ in low bits; today the same as strict")));
cl::opt<Engine> engineOption("nearnative-engine", cl::desc("The engine to tune for:"), cl::init(Engine::neutral), cl::cat(category),
                             cl::values(clEnumValN(Engine::neutral, "neutral", "loses on no engine (default)"),
                                        clEnumValN(Engine::v8, "v8", "V8 (Node, Chromium)"),
                                        clEnumValN(Engine::wasmtime, "wasmtime", "Wasmtime (Cranelift)")));
cl::opt<bool> sizeOption("nearnative-size", cl::desc("Nothing that makes the module larger"), cl::cat(category));
cl::list<std::string, bool, PassNameParser> disableOption("nearnative-disable", cl::desc("Passes that do nothing"),
                                                          cl::value_desc("pass,..."), cl::CommaSeparated, cl::cat(category));

} // namespace

bool Options::isDisabled(StringRef pass) const { return is_contained(disabled, pass); }

cl::OptionCategory &optionCategory() { return category; }

Options commandLineOptions() {
  Options options;
  options.mode = modeOption;
  options.engine = engineOption;
  options.size = sizeOption;
  options.disabled.assign(disableOption.begin(), disableOption.end());
  return options;
}

Expected<Options> parsePassParameters(StringRef pass, StringRef parameters, Options base) {
  auto fail = [&](const Twine &problem) { return createStringError(inconvertibleErrorCode(), pass + ": " + problem); };
  SmallVector<StringRef, 4> parts;
  parameters.split(parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    StringRef value = part;
    if (part == "size") {
      base.size = true;
    } else if (part == "no-size") {
      base.size = false;
    } else if (value.consume_front("mode=")) {
      auto mode = StringSwitch<std::optional<Mode>>(value)
                      .Case("strict", Mode::strict)
                      .Case("fast", Mode::fast)
                      .Case("relaxed", Mode::relaxed)
                      .Default(std::nullopt);
      if (!mode)
        return fail("unknown mode '" + value + "'; use strict, fast or relaxed");
      base.mode = *mode;
    } else if (value.consume_front("engine=")) {
      auto engine = StringSwitch<std::optional<Engine>>(value)
                        .Case("neutral", Engine::neutral)
                        .Case("v8", Engine::v8)
                        .Case("wasmtime", Engine::wasmtime)
                        .Default(std::nullopt);
      if (!engine)
        return fail("unknown engine '" + value + "'; use neutral, v8 or wasmtime");
      base.engine = *engine;
    } else {
      return fail("unknown parameter '" + part + "'; use mode=, engine=, size or no-size");
    }
  }
  return base;
}

} // namespace nearnative
