// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "nearnative/Result.h"

#include <cstdlib>
#include <filesystem>
#include <memory>

namespace nearnative {

/// A folder for what travels through files; gone with the object.
class ScratchFolder {
public:
  /// A new folder below TMPDIR. Errors: it cannot be made.
  static Result<std::unique_ptr<ScratchFolder>> make(const std::string &tool) {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    std::string name = (error ? std::filesystem::path("/tmp") : parent) / (tool + ".XXXXXX");
    if (::mkdtemp(name.data()) == nullptr)
      return failure("cannot make a folder " + name + "; set TMPDIR to a folder that is writable");
    return std::unique_ptr<ScratchFolder>(new ScratchFolder(name));
  }
  ScratchFolder(const ScratchFolder &) = delete;
  ScratchFolder &operator=(const ScratchFolder &) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  const std::filesystem::path path;

private:
  explicit ScratchFolder(std::filesystem::path path) : path(std::move(path)) {}
};

} // namespace nearnative
