// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Guard.h"

#include "irdiff/Names.h"

#include "llvm/Support/ErrorHandling.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

namespace irdiff {

namespace {

// The child's reports: one per line, `p` progress, `f` a fatal error.
void writeReport(int pipe, char kind, const std::string &text) {
  const std::string line = kind + printable(text) + "\n";
  size_t done = 0;
  while (done < line.size()) {
    const ssize_t count = ::write(pipe, line.data() + done, line.size() - done);
    if (count < 0 && errno != EINTR)
      return;
    done += count > 0 ? static_cast<size_t>(count) : 0;
  }
}

[[noreturn]] void reportFatalError(void *pipe, const char *reason, bool) {
  writeReport(*static_cast<int *>(pipe), 'f', reason);
  ::_exit(70);
}

[[noreturn]] void runChild(int pipe, pid_t parent, const std::function<int(const ReportProgress &)> &work) {
#ifdef __linux__
  // Who ends the tool ends this too.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (::getppid() != parent)
    ::_exit(70);
  // Its death is reported by the parent, in one line: no stack dump.
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS})
    std::signal(signal, SIG_DFL);
  // Nobody reading on is an error like others of writing.
  std::signal(SIGPIPE, SIG_IGN);
  static int reports;
  reports = pipe;
  llvm::install_fatal_error_handler(reportFatalError, &reports);
  llvm::install_bad_alloc_error_handler(reportFatalError, &reports);
  const int code = work([&](const std::string &doing) { writeReport(pipe, 'p', doing); });
  std::fflush(nullptr);
  writeReport(pipe, 'e', std::to_string(code));
  ::_exit(code);
}

/// A pipe that no program inherits; it does not take the places of standard streams that are closed.
bool makePipe(int (&ends)[2]) {
  int low[2];
  if (::pipe(low) != 0)
    return false;
  for (int i = 0; i < 2; ++i)
    ends[i] = ::fcntl(low[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  for (const int end : low)
    ::close(end);
  if (ends[0] >= 0 && ends[1] >= 0)
    return true;
  for (const int end : ends)
    if (end >= 0)
      ::close(end);
  return false;
}

} // namespace

GuardResult runGuarded(const std::function<int(const ReportProgress &)> &work) {
  GuardResult result;
  int ends[2];
  if (!makePipe(ends)) {
    result.exitCode = work([](const std::string &) {});
    return result;
  }
  std::fflush(nullptr);
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    runChild(ends[1], parent, work);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    result.exitCode = work([](const std::string &) {});
    return result;
  }

  std::string reports;
  char buffer[4096];
  ssize_t count;
  while ((count = ::read(ends[0], buffer, sizeof buffer)) > 0 || (count < 0 && errno == EINTR))
    if (count > 0)
      reports.append(buffer, static_cast<size_t>(count));
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }

  bool ended = false;
  for (llvm::StringRef rest = reports; !rest.empty();) {
    auto [line, after] = rest.split('\n');
    rest = after;
    if (line.consume_front("p"))
      result.doing = line.str();
    else if (line.starts_with("f"))
      result.message = line.drop_front().str();
    else
      ended |= line.starts_with("e");
  }
  if (ended && WIFEXITED(status)) {
    result.exitCode = WEXITSTATUS(status);
    return result;
  }
  result.crashed = true;
  if (result.message.empty())
    result.message = WIFSIGNALED(status) ? ::strsignal(WTERMSIG(status)) : "it ended early";
  return result;
}

SilentStandardError::SilentStandardError() : saved(::dup(STDERR_FILENO)) {
  if (const int nowhere = saved < 0 ? -1 : ::open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) {
    ::dup2(nowhere, STDERR_FILENO);
    ::close(nowhere);
  }
}

SilentStandardError::~SilentStandardError() {
  if (saved >= 0) {
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
  }
}

} // namespace irdiff
