// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The options of the passes. They exist twice with one meaning: as parameters in a pipeline text and as `-nearnative-*` on the command
// line.
#pragma once

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace llvm::cl {
class OptionCategory;
}

namespace nearnative {

/// What may change a result. `fast` and `relaxed` allow nothing more than `strict` so far.
enum class Mode { strict, fast, relaxed };

/// The engine to tune for; `neutral` loses on none.
enum class Engine { neutral, v8, wasmtime };

struct Options {
  Mode mode = Mode::strict;
  Engine engine = Engine::neutral;
  /// Nothing that makes the module larger.
  bool size = false;
  /// Names of passes that do nothing.
  llvm::SmallVector<std::string, 2> disabled;

  bool isDisabled(llvm::StringRef pass) const;
};

/// The options as the command line gives them (`-nearnative-mode`, `-engine`, `-size`, `-disable`).
Options commandLineOptions();

/// The category of these options, for a tool's --help.
llvm::cl::OptionCategory &optionCategory();

/// `base` changed by the parameters of a pass, as they stand between `<` and `>`: `mode=M;engine=E;size;no-size`, in any order.
/// Errors: an unknown parameter or value; the message names pass, text and what is known.
llvm::Expected<Options> parsePassParameters(llvm::StringRef pass, llvm::StringRef parameters, Options base);

} // namespace nearnative
