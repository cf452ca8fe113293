// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "nearnative/Result.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace nearnative {

/// Exit codes of every tool.
enum ExitCode { exitDone = 0, exitFailed = 1, exitBadInput = 2 };

/// The main function of a tool: parses the command line with `app` (`--version` is added), runs `body` and turns an error into one line on
/// stderr, `NAME: error: MESSAGE`, and exit code 2. Usage errors are one line too. No exception escapes.
int runTool(CLI::App &app, int argc, char **argv, const std::function<Result<int>()> &body);

/// The version of nearnative, as `--version` prints it.
std::string versionText();

} // namespace nearnative
