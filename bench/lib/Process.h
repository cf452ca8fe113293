// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Child processes: a runner that is talked to line by line, and a command whose output is wanted.
#pragma once

#include "nearnative/Result.h"

#include <chrono>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace nearnative {

/// A running child whose stdin takes lines and whose stdout gives lines; its stderr is kept for messages. Killed when destroyed.
class LineProcess {
public:
  /// Starts `command` (a path or a name of PATH, then its arguments). Errors: it cannot be started.
  static Result<LineProcess> start(const std::vector<std::string> &command);

  LineProcess(LineProcess &&other) noexcept;
  LineProcess &operator=(LineProcess &&other) noexcept;
  LineProcess(const LineProcess &) = delete;
  LineProcess &operator=(const LineProcess &) = delete;
  ~LineProcess();

  /// Writes one line. Errors: the child is gone.
  Result<void> writeLine(std::string line);

  /// Reads one line, without its end. Errors: the child is gone or says nothing for `timeout`; then it is dead afterwards.
  Result<std::string> readLine(std::chrono::milliseconds timeout);

  bool alive() const { return child > 0; }

  /// Kills and reaps the child. Returns what ended it, as words, with the last line that it wrote to stderr.
  std::string end();

  /// The child's process id; 0 when it is dead.
  pid_t id() const { return child; }

private:
  LineProcess() = default;
  void hear();
  std::string lastWords() const;

  pid_t child = 0;
  int input = -1;
  int output = -1;
  int errors = -1;
  std::string received; ///< of stdout, not yet read as lines
  std::string heard;    ///< the end of stderr
};

/// Runs `command` and returns its stdout. Errors: it cannot be started, prints nothing, or not for ten seconds.
Result<std::string> outputOf(const std::vector<std::string> &command);

} // namespace nearnative
