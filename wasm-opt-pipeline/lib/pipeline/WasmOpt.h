// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Finds and runs Binaryen's wasm-opt.
#pragma once

#include "nearnative/Result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace nearnative::pipeline {

/// The oldest wasm-opt that reads today's relaxed SIMD opcodes.
inline constexpr unsigned oldestWasmOpt = 120;

class WasmOpt {
public:
  /// `path`: a native wasm-opt or the JavaScript file of the npm package `binaryen` (run with the pinned node). Empty: that package where
  /// setup/install put it; the environment variable NEARNATIVE_DEPS replaces the folder known at build time.
  /// Errors: not there, its version cannot be read, older than `oldestWasmOpt`.
  static Result<WasmOpt> find(const std::filesystem::path &path);

  /// "132".
  const std::string &version() const { return versionNumber; }

  /// Runs it on the bytes of a module and returns the bytes it wrote. No file is written: input, output and messages are memory files,
  /// which vanish with the processes. Errors: cannot be started, fails (its first message), writes nothing.
  Result<std::string> run(std::string_view module, const std::vector<std::string> &arguments) const;

  /// The words that start it.
  const std::vector<std::string> &command() const { return commandWords; }

private:
  std::vector<std::string> commandWords;
  std::string versionNumber;
};

} // namespace nearnative::pipeline
