// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The row's side of the protocol of wasi-nn-bench (docs/formats.md, "Rows: one process each"): one staged application in one process. A row
// gives the operations; serveRow() parses, times, measures and answers.
#pragma once

#include "nearnative/Result.h"
#include "wasi-nn/Backend.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

namespace nearnative::nn {

/// What one inference consists of, in order.
enum class Stage : uint8_t { preprocess, setInput, compute, getOutput, postprocess };
inline constexpr std::array stages{Stage::preprocess, Stage::setInput, Stage::compute, Stage::getOutput, Stage::postprocess};

/// The application's export: "stage_preprocess", "stage_set_input", ...
const char *exportName(Stage stage);

/// What the export `name` returned: nothing, or an error when it is not 0. `detail`: what the host said last, if anything.
Result<void> checkResult(const char *name, int32_t result, const std::string &detail = {});

/// Nanoseconds that the steps of opening took.
struct OpenTimes {
  int64_t read = 0;        ///< of the module's file
  int64_t compile = 0;     ///< or taking it from the cache
  int64_t instantiate = 0; ///< and initialising it
  int64_t open = 0;        ///< stage_open
  bool cached = false;     ///< the code came from a compile cache
};

/// One application. open() comes first; the others are called only while it is open.
class Row {
public:
  virtual ~Row() = default;

  /// All steps anew: nothing is kept in the process from an earlier open() but what the operating system keeps. Errors: any step's; then
  /// close() need not be called.
  virtual Result<OpenTimes> open() = 0;

  /// Ends what open() began (stage_close, then the instance).
  virtual void close() = 0;

  /// One stage. It is timed by the caller, so it does nothing else. Errors: a trap, a result that is not 0 (checkResult).
  virtual Result<void> run(Stage stage) = 0;

  /// stage_output_count().
  virtual Result<int32_t> outputCount() = 0;

  /// Output `index`: the bytes as they lie in the application's memory, valid until the next call of anything here.
  virtual Result<std::span<const std::byte>> output(int32_t index) = 0;

  /// Pages of the guest's memory now; none natively.
  virtual std::optional<uint64_t> guestPages() = 0;
};

/// Adds to a greeting which library does the work: backend, library, library_version, library_sha256. Errors: the library's file cannot be
/// read.
Result<void> addBackend(nlohmann::json &greeting, const nn_backend &backend);

/// Nanoseconds since some moment, of the clock that all rows use.
int64_t nanoseconds();

/// Peak resident bytes of this process. Not getrusage: its maximum survives exec, so that it would be the parent's when that was larger.
/// Errors: /proc is not there.
Result<uint64_t> peakResidentBytes();

/// Serves stdin until `quit` or its end; returns the exit code. `greeting` is what follows `ready` (engine, version, backend, ...); `name`
/// is the program's, for messages.
int serveRow(Row &row, const std::string &name, const nlohmann::json &greeting);

} // namespace nearnative::nn
