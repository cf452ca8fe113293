// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What wasi-nn-run does, one function each. All return the exit code.
#pragma once

#include "RunOptions.h"

namespace nearnative::nn {

/// Runs a WASI command on Wasmtime, or serves a staged application (options.serve). Errors: the guest or what it needs is unusable; a guest
/// that traps or is out of time is no error, but an exit code with one line on stderr.
Result<int> runOnWasmtime(const RunOptions &options);

/// Compiles options.guest to the .cwasm file `output`, for guests that run with the same deadline option (set or not).
Result<int> compileForWasmtime(const RunOptions &options, const std::filesystem::path &output);

/// Becomes Node with run.mjs, which does the same on V8. `node` is its program. Returns only errors: Node is not there.
Result<int> runOnV8(const RunOptions &options, const std::string &node);

} // namespace nearnative::nn
