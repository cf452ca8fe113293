// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "LineServer.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace nearnative {

namespace {

Fields split(const std::string &line) {
  Fields fields(1);
  for (const char c : line)
    if (c == '\t')
      fields.emplace_back();
    else
      fields.back() += c;
  return fields;
}

/// Messages of engines may have several lines; an answer has one.
std::string oneLine(std::string text) {
  for (char &c : text)
    if (c == '\n' || c == '\r' || c == '\t')
      c = ' ';
  return text.substr(0, 1000);
}

Result<std::string> execute(const std::vector<LineCommand> &commands, const Fields &fields) {
  const auto found = std::ranges::find(commands, fields[0], &LineCommand::name);
  if (found == commands.end())
    return failure("unknown command '" + fields[0] + "'");
  if (fields.size() != found->fields + 1)
    return failure(fields[0] + " takes " + std::to_string(found->fields) + " fields, not " + std::to_string(fields.size() - 1));
  return found->body(fields);
}

} // namespace

Result<int32_t> numberField(const std::string &text) {
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0)
    return failure("'" + text + "' is not a number from 0 to 2147483647");
  return value;
}

Result<void> writeBytes(int file, const void *data, uint64_t size) {
  const char *bytes = static_cast<const char *>(data);
  while (size > 0) {
    const ssize_t count = ::write(file, bytes, size);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return failure(std::string("cannot write the outputs: ") + std::strerror(errno));
    bytes += count;
    size -= static_cast<uint64_t>(count);
  }
  return {};
}

Result<uint64_t> writeNewFile(const std::filesystem::path &path, const std::function<Result<uint64_t>(int file)> &write) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return failure("cannot create " + path.string() + ": " + std::strerror(errno));
  auto written = write(file);
  if (::close(file) != 0 && written)
    written = failure("cannot write " + path.string() + ": " + std::strerror(errno));
  if (!written)
    ::unlink(path.c_str());
  return written;
}

int serveLines(const std::string &name, const std::string &greeting, const std::vector<LineCommand> &commands) {
  const int answers = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (answers < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    std::cerr << name << ": error: cannot duplicate standard output\n";
    return 2;
  }
  const auto answer = [&](const std::string &line) { return writeBytes(answers, (line + "\n").data(), line.size() + 1).has_value(); };
  if (!answer(greeting))
    return 2;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "quit")
      return 0;
    const auto result = execute(commands, split(line));
    if (!answer(result ? (result->empty() ? "ok" : "ok\t" + *result) : "error\t" + oneLine(result.error().message)))
      return 2;
  }
  return 0;
}

} // namespace nearnative
