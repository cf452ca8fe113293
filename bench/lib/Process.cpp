// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace nearnative {

namespace {

/// A line of a runner is a short answer; more is not the protocol.
constexpr size_t longestLine = size_t{1} << 16;

void closeAll(std::initializer_list<int> files) {
  for (const int file : files)
    if (file >= 0)
      ::close(file);
}

/// In the child, between fork and exec: only calls that are safe there. Returns only when exec failed.
void becomeChild(const std::vector<char *> &arguments, int input, int output, int errors, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a child that hangs must not outlive us
  if (::getppid() != parent)
    ::_exit(127);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::execvp(arguments[0], arguments.data());
}

std::string howItEnded(int status) {
  if (WIFSIGNALED(status))
    return std::string("was ended by signal ") + std::to_string(WTERMSIG(status)) + " (" + ::strsignal(WTERMSIG(status)) + ")";
  return "ended with exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace

Result<LineProcess> LineProcess::start(const std::vector<std::string> &command) {
  // stdin is a socket, because a write to a socket can be told not to raise SIGPIPE when the child is gone.
  std::array<int, 2> in{-1, -1};
  std::array<int, 2> out{-1, -1};
  std::array<int, 2> execFailed{-1, -1};
  std::array<int, 2> err{-1, -1};
  const bool opened = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) == 0 && ::pipe2(out.data(), O_CLOEXEC) == 0 &&
                      ::pipe2(err.data(), O_CLOEXEC) == 0 && ::fcntl(err[0], F_SETFL, O_NONBLOCK) == 0 &&
                      ::pipe2(execFailed.data(), O_CLOEXEC) == 0;
  std::vector<char *> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string &argument : command)
    arguments.push_back(const_cast<char *>(argument.c_str()));
  arguments.push_back(nullptr);

  const pid_t parent = ::getpid();
  const pid_t child = opened ? ::fork() : -1;
  if (child == 0) {
    becomeChild(arguments, in[1], out[1], err[1], parent);
    const int error = errno;
    (void)!::write(execFailed[1], &error, sizeof error);
    ::_exit(127);
  }
  const int forkError = errno;
  closeAll({in[1], out[1], err[1], execFailed[1]});
  if (child < 0) {
    closeAll({in[0], out[0], err[0], execFailed[0]});
    return failure("cannot start " + command[0] + ": " + std::strerror(forkError));
  }
  // Close-on-exec ends this pipe when exec works; otherwise it brings the reason.
  int execError = 0;
  const bool failed = ::read(execFailed[0], &execError, sizeof execError) == sizeof execError;
  ::close(execFailed[0]);
  LineProcess process;
  process.child = child;
  process.input = in[0];
  process.output = out[0];
  process.errors = err[0];
  if (failed)
    return failure("cannot start " + command[0] + ": " + std::strerror(execError));
  return process;
}

LineProcess::LineProcess(LineProcess &&other) noexcept { *this = std::move(other); }

LineProcess &LineProcess::operator=(LineProcess &&other) noexcept {
  std::swap(child, other.child);
  std::swap(input, other.input);
  std::swap(output, other.output);
  std::swap(errors, other.errors);
  std::swap(received, other.received);
  std::swap(heard, other.heard);
  return *this;
}

LineProcess::~LineProcess() {
  if (alive())
    end();
}

Result<void> LineProcess::writeLine(std::string line) {
  if (!alive())
    return failure("is not running");
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t count = ::send(input, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR)
      return failure(end());
    if (count > 0)
      rest.remove_prefix(static_cast<size_t>(count));
  }
  return {};
}

Result<std::string> LineProcess::readLine(std::chrono::milliseconds timeout) {
  if (!alive())
    return failure("is not running");
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (true) {
    if (const size_t newline = received.find('\n'); newline != std::string::npos) {
      std::string line = received.substr(0, newline);
      received.erase(0, newline + 1);
      return line;
    }
    if (received.size() > longestLine) {
      end();
      return failure("wrote a line that is no answer");
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    std::array<pollfd, 2> wait{{{output, POLLIN, 0}, {errors, POLLIN, 0}}};
    const int ready = left > 0 ? ::poll(wait.data(), wait.size(), static_cast<int>(std::min<int64_t>(left, 1 << 30))) : 0;
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready == 0) {
      end();
      const double seconds = std::chrono::duration<double>(timeout).count();
      std::string shown = std::to_string(seconds);
      shown.erase(shown.find_last_not_of('0') + 1);
      if (shown.back() == '.')
        shown.pop_back();
      return failure("did not answer for " + shown + " s");
    }
    if (wait[1].revents != 0)
      hear();
    if (wait[0].revents == 0)
      continue;
    std::array<char, 4096> buffer;
    const ssize_t count = ::read(output, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return failure(end());
    received.append(buffer.data(), static_cast<size_t>(count));
  }
}

void LineProcess::hear() {
  std::array<char, 4096> buffer;
  ssize_t count = 0;
  while (errors >= 0 && (count = ::read(errors, buffer.data(), buffer.size())) > 0) {
    heard.append(buffer.data(), static_cast<size_t>(count));
    if (heard.size() > 2 * buffer.size()) // a guest may print without end; its last words are enough
      heard.erase(0, heard.size() - buffer.size());
    if (count < static_cast<ssize_t>(buffer.size()))
      return;
  }
  if (count == 0 && errors >= 0) {
    ::close(errors);
    errors = -1;
  }
}

std::string LineProcess::lastWords() const {
  const std::string &tail = heard;
  // The last line is the reason for most programs; some (Node) end with a trailer and name the reason further up.
  std::string words;
  bool named = false;
  for (size_t start = 0; start < tail.size();) {
    const size_t end = std::min(tail.find('\n', start), tail.size());
    const std::string line = tail.substr(start, end - start);
    const bool names = line.find("rror:") != std::string::npos;
    if (!line.empty() && (names || !named))
      words = line;
    named = named || names;
    start = end + 1;
  }
  return words.substr(0, 200);
}

std::string LineProcess::end() {
  if (!alive())
    return "is not running";
  // Give a child that is ending by itself (end of file on its stdout) the time to say with what.
  int status = 0;
  pid_t reaped = 0;
  pollfd wait{output, 0, 0};
  if (::poll(&wait, 1, 0) > 0 && (wait.revents & POLLHUP) != 0)
    for (int i = 0; i < 100 && (reaped = ::waitpid(child, &status, WNOHANG)) == 0; ++i)
      ::usleep(10000);
  if (reaped == 0) {
    ::kill(child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  hear();
  const std::string words = lastWords();
  closeAll({input, output, errors});
  input = output = errors = -1;
  child = 0;
  received.clear();
  heard.clear();
  return howItEnded(status) + (words.empty() ? "" : ": " + words);
}

Result<std::string> outputOf(const std::vector<std::string> &command) {
  auto process = LineProcess::start(command);
  if (!process)
    return tl::unexpected(process.error());
  std::string text;
  while (true) {
    auto line = process->readLine(std::chrono::seconds(10));
    if (!line)
      break;
    text += *line + "\n";
  }
  if (text.empty())
    return failure(command[0] + " printed nothing");
  return text;
}

} // namespace nearnative
