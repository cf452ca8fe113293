// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Modules that Wasmtime compiled, kept in a folder.
//
// Wasmtime has a cache of its own, which is not used: it does not tell whether it was hit, its files carry no checksum (a damaged one that
// still decompresses would run as native code), and a hit costs three times as much, because its entries are compressed.
#pragma once

#include "nearnative/Result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace nearnative::nn {

class CompileCache {
public:
  /// `folder` is made when it is missing. `compiler` names everything but the module that the machine code depends on. Errors: it cannot be
  /// made or written to.
  static Result<CompileCache> open(std::filesystem::path folder, std::string compiler);

  /// The serialised machine code of a module, or none when it is not there or damaged.
  std::optional<std::string> find(std::string_view module) const;

  /// Keeps it, whole or not at all. Errors: the disk is full.
  Result<void> keep(std::string_view module, std::string_view machineCode) const;

private:
  CompileCache(std::filesystem::path folder, std::string compiler) : folder(std::move(folder)), compiler(std::move(compiler)) {}
  std::filesystem::path file(std::string_view module) const;

  std::filesystem::path folder;
  std::string compiler;
};

} // namespace nearnative::nn
