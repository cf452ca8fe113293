// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasi-nn-run --serve on Wasmtime: a staged application as a row of wasi-nn-bench.
#pragma once

#include "RowProtocol.h"
#include "WasmtimeGuest.h"

namespace nearnative::nn {

/// What follows `ready`: the engine, and the backend of the first --graph with its library. Errors: the backend's library is missing.
Result<nlohmann::json> greeting(Backends &backends, const RunOptions &options);

/// Serves stdin; returns the exit code.
int serveOnWasmtime(WasmtimeEngine &engine, const CompileCache *cache, Backends &backends, const RunOptions &options,
                    const nlohmann::json &greeting);

} // namespace nearnative::nn
