// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs code that may crash in a child process, so that the tool itself lives to say so.
#pragma once

#include <functional>
#include <string>

namespace irdiff {

/// What the guarded code tells its guard while it runs: the last text says what it was doing when it died.
using ReportProgress = std::function<void(const std::string &)>;

struct GuardResult {
  int exitCode = 0; ///< of the work, when it ended by itself
  bool crashed = false;
  std::string doing;   ///< the last progress report
  std::string message; ///< LLVM's own last words, or what killed it
};

/// Runs `work` in a child process and waits for it. Standard streams are shared with it. Where no process can be made, the work runs in
/// this one, unguarded.
GuardResult runGuarded(const std::function<int(const ReportProgress &)> &work);

/// Sends standard error nowhere while it lives: LLVM's readers print what they think of a broken file there, past every handler.
class SilentStandardError {
public:
  SilentStandardError();
  ~SilentStandardError();
  SilentStandardError(const SilentStandardError &) = delete;
  SilentStandardError &operator=(const SilentStandardError &) = delete;

private:
  int saved;
};

} // namespace irdiff
