// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A process that is talked to line by line (docs/formats.md): what the runners of wasm-bench and the rows of wasi-nn-bench have in common.
#pragma once

#include "nearnative/Result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace nearnative {

/// One command: its name, then its fields.
using Fields = std::vector<std::string>;

/// One command of a table: how many fields follow its name, and what it does; that gives what follows `ok`.
struct LineCommand {
  std::string name;
  size_t fields;
  std::function<Result<std::string>(const Fields &)> body;
};

/// A field that is a number from 0 to 2147483647. Errors: it is none.
Result<int32_t> numberField(const std::string &text);

/// Writes all of `size` bytes at `data` to `file`. Errors: the disk is full, the memory is not readable.
Result<void> writeBytes(int file, const void *data, uint64_t size);

/// Creates `path`, which must not exist, has `write` write to it and returns the bytes that it says it wrote. Errors: not creatable, what
/// `write` says; then there is no file.
Result<uint64_t> writeNewFile(const std::filesystem::path &path, const std::function<Result<uint64_t>(int file)> &write);

/// Writes `greeting`, then serves stdin until `quit` or its end: each line is one of `commands`, its fields between tabs, and is answered
/// by `ok`, `ok RESULT` or `error MESSAGE`. Returns the exit code. Whatever else is written to stdout goes to stderr, so that it cannot end
/// up between the answers. `name` is for messages.
int serveLines(const std::string &name, const std::string &greeting, const std::vector<LineCommand> &commands);

} // namespace nearnative
