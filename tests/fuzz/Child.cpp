// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Child.h"

#include "llvm/Support/raw_ostream.h"

#include <sanitizer/common_interface_defs.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;

namespace irdiff::fuzz {

namespace {

constexpr std::array crashSignals{SIGSEGV, SIGBUS, SIGILL, SIGFPE};
std::array<struct sigaction, crashSignals.size()> sanitizerHandlers;
int saidFile = -1, reportFile = -1;

/// What was written to a file in memory, which is then empty again.
std::string take(int file) {
  std::string text(static_cast<size_t>(::lseek(file, 0, SEEK_END)), '\0');
  if (::pread(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) || ::ftruncate(file, 0) != 0 ||
      ::lseek(file, 0, SEEK_SET) != 0)
    reportFinding("the fuzzer cannot read what its child wrote");
  return text;
}

} // namespace

void prepareChildren() {
  for (size_t i = 0; i < crashSignals.size(); ++i)
    ::sigaction(crashSignals[i], nullptr, &sanitizerHandlers[i]);
  saidFile = ::memfd_create("said", MFD_CLOEXEC);
  reportFile = ::memfd_create("report", MFD_CLOEXEC);
  if (saidFile < 0 || reportFile < 0)
    reportFinding("the fuzzer cannot make files in memory");
}

Outcome runInChild(const std::function<int(const ReportProgress &)> &work) {
  Outcome outcome;
  outcome.guard = runGuarded([&](const ReportProgress &progress) {
    // The guard lets crashes end the process without a word; here their stacks are wanted, but not libFuzzer's handling.
    for (size_t i = 0; i < crashSignals.size(); ++i)
      ::sigaction(crashSignals[i], &sanitizerHandlers[i], nullptr);
    __sanitizer_set_death_callback(nullptr);
    // The sanitizers' interface takes a number as a pointer.
    __sanitizer_set_report_fd(reinterpret_cast<void *>(static_cast<intptr_t>(reportFile))); // NOLINT(performance-no-int-to-ptr)
    ::dup2(saidFile, STDOUT_FILENO);
    ::dup2(saidFile, STDERR_FILENO);
    return work(progress);
  });
  outcome.said = take(saidFile);
  outcome.report = take(reportFile);
  return outcome;
}

bool Outcome::isOurCrash() const {
  if (!guard.crashed)
    return false;
  // Without a stack it is one of LLVM's fatal errors, or somebody called abort().
  if (report.empty())
    return guard.message == ::strsignal(SIGABRT);
  return StringRef(report).find("libLLVM") > StringRef(report).find(" in irdiff::");
}

void reportFinding(StringRef what, const Outcome &outcome) {
  errs() << "finding: " << what << "\n"
         << (outcome.guard.crashed ? "crashed while: " : "exit code " + std::to_string(outcome.guard.exitCode) + " ") << outcome.guard.doing
         << " (" << outcome.guard.message << ")\nsaid: " << outcome.said << "\n"
         << outcome.report;
  std::abort();
}

} // namespace irdiff::fuzz
