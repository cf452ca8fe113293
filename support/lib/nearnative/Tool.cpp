// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "nearnative/Tool.h"

#include <exception>
#include <iostream>
#include <new>

namespace nearnative {

std::string versionText() { return NEARNATIVE_VERSION; }

int runTool(CLI::App &app, int argc, char **argv, const std::function<Result<int>()> &body) {
  const std::string prefix = app.get_name() + ": error: ";
  app.set_version_flag("--version", app.get_name() + " (nearnative " + versionText() + ")");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success &success) { // --help, --version
    return app.exit(success);
  } catch (const CLI::Error &error) {
    std::cerr << prefix << error.what() << " (see --help)\n";
    return exitBadInput;
  }
  try {
    const Result<int> result = body();
    std::cout.flush();
    if (!result) {
      std::cerr << prefix << result.error().message << '\n';
      return exitBadInput;
    }
    if (!std::cout) {
      std::cerr << prefix << "cannot write to standard output\n";
      return exitBadInput;
    }
    return *result;
  } catch (const std::bad_alloc &) {
    std::cerr << prefix << "out of memory\n";
  } catch (const std::exception &error) { // the libraries we use may throw; the user still gets one line
    std::cerr << prefix << error.what() << '\n';
  }
  return exitBadInput;
}

} // namespace nearnative
