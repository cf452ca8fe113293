// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "CompileCache.h"

#include "Fingerprint.h"
#include "nearnative/Files.h"

#include <unistd.h>

namespace nearnative::nn {

namespace fs = std::filesystem;

namespace {

/// What an entry begins with; the machine code follows.
std::string headerOf(std::string_view machineCode) { return "nearnative-compile-cache-1 " + sha256(machineCode) + "\n"; }
constexpr size_t headerBytes = std::string_view("nearnative-compile-cache-1 \n").size() + 64;

} // namespace

Result<CompileCache> CompileCache::open(fs::path folder, std::string compiler) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder) || ::access(folder.c_str(), W_OK) != 0)
    return failure("cannot write to " + folder.string() + "; --compile-cache names a folder that is writable, or one that can be made");
  return CompileCache(std::move(folder), std::move(compiler));
}

fs::path CompileCache::file(std::string_view module) const { return folder / sha256(compiler + sha256(module)); }

std::optional<std::string> CompileCache::find(std::string_view module) const {
  auto entry = readFile(file(module));
  if (!entry || entry->size() < headerBytes || !entry->starts_with(headerOf(std::string_view(*entry).substr(headerBytes))))
    return std::nullopt;
  entry->erase(0, headerBytes);
  return std::move(*entry);
}

Result<void> CompileCache::keep(std::string_view module, std::string_view machineCode) const {
  std::string entry = headerOf(machineCode);
  entry += machineCode;
  return writeFile(file(module), entry);
}

} // namespace nearnative::nn
