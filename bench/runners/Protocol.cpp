// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Protocol.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <map>
#include <unistd.h>
#include <vector>

namespace nearnative {

namespace {

using Fields = std::vector<std::string>;

Fields split(const std::string &line) {
  Fields fields(1);
  for (const char c : line)
    if (c == '\t')
      fields.emplace_back();
    else
      fields.back() += c;
  return fields;
}

Result<int32_t> number(const std::string &text) {
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0)
    return failure("'" + text + "' is not a number from 0 to 2147483647");
  return value;
}

/// One client's modules and the commands on them; each gives what follows `ok`.
class Session {
public:
  explicit Session(RunnerEngine &engine) : engine(engine) {}

  Result<std::string> execute(const Fields &fields) {
    struct Command {
      size_t fields;
      Result<std::string> (Session::*body)(const Fields &);
    };
    static const std::map<std::string, Command> commands{{"load", {3, &Session::load}},
                                                         {"setup", {4, &Session::setup}},
                                                         {"check", {3, &Session::check}},
                                                         {"time", {3, &Session::time}},
                                                         {"unload", {2, &Session::unload}}};
    const auto found = commands.find(fields[0]);
    if (found == commands.end())
      return failure("unknown command '" + fields[0] + "'");
    if (fields.size() != found->second.fields)
      return failure(fields[0] + " takes " + std::to_string(found->second.fields - 1) + " fields, not " +
                     std::to_string(fields.size() - 1));
    return (this->*found->second.body)(fields);
  }

private:
  Result<RunnerModule *> find(const std::string &id) {
    const auto found = modules.find(id);
    if (found == modules.end())
      return failure("no module '" + id + "' is loaded");
    return found->second.get();
  }

  Result<std::string> load(const Fields &fields) {
    modules.erase(fields[1]);
    auto module = engine.load(fields[2]);
    if (!module)
      return tl::unexpected(module.error());
    modules[fields[1]] = std::move(*module);
    return "";
  }

  Result<std::string> setup(const Fields &fields) {
    auto module = find(fields[1]);
    auto size = number(fields[2]);
    auto data = number(fields[3]);
    if (!module || !size || !data)
      return tl::unexpected(!module ? module.error() : !size ? size.error() : data.error());
    auto result = (*module)->setup(*size, *data);
    if (!result)
      return tl::unexpected(result.error());
    if (*result != 0)
      return failure("nn_setup returned " + std::to_string(*result) + ": no memory for the inputs");
    return "";
  }

  Result<std::string> check(const Fields &fields) {
    auto module = find(fields[1]);
    if (!module)
      return tl::unexpected(module.error());
    if (auto done = (*module)->run(1); !done)
      return tl::unexpected(done.error());
    const int file = ::open(fields[2].c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
      return failure("cannot create " + fields[2] + ": " + std::strerror(errno));
    auto written = writeOutputs(**module, file);
    if (::close(file) != 0 && written)
      written = failure("cannot write " + fields[2] + ": " + std::strerror(errno));
    if (!written) {
      ::unlink(fields[2].c_str());
      return tl::unexpected(written.error());
    }
    return std::to_string(*written);
  }

  static Result<uint64_t> writeOutputs(RunnerModule &module, int file) {
    auto count = module.outputCount();
    if (!count)
      return tl::unexpected(count.error());
    // A driver has a handful of outputs; a count beyond that is a module that is not ours.
    if (*count < 0 || *count > 1000)
      return failure("nn_output_count returned " + std::to_string(*count));
    uint64_t total = 0;
    for (int32_t index = 0; index < *count; ++index) {
      auto bytes = module.writeOutput(index, file);
      if (!bytes)
        return bytes;
      total += *bytes;
    }
    return total;
  }

  Result<std::string> time(const Fields &fields) {
    auto module = find(fields[1]);
    auto iterations = number(fields[2]);
    if (!module || !iterations)
      return tl::unexpected(!module ? module.error() : iterations.error());
    const auto start = std::chrono::steady_clock::now();
    auto done = (*module)->run(*iterations);
    const auto end = std::chrono::steady_clock::now();
    if (!done)
      return tl::unexpected(done.error());
    return std::to_string(std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count());
  }

  Result<std::string> unload(const Fields &fields) {
    if (modules.erase(fields[1]) == 0)
      return failure("no module '" + fields[1] + "' is loaded");
    return "";
  }

  RunnerEngine &engine;
  std::map<std::string, std::unique_ptr<RunnerModule>> modules;
};

/// Messages of engines may have several lines; an answer has one.
std::string oneLine(std::string text) {
  for (char &c : text)
    if (c == '\n' || c == '\r' || c == '\t')
      c = ' ';
  return text.substr(0, 1000);
}

} // namespace

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

int serve(RunnerEngine &engine, const std::string &name, const std::string &version) {
  const int answers = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (answers < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    std::cerr << name << ": error: cannot duplicate standard output\n";
    return 2;
  }
  const auto answer = [&](const std::string &line) { return writeBytes(answers, (line + "\n").data(), line.size() + 1).has_value(); };
  if (!answer("ready\t" + name + "\t" + version))
    return 2;
  Session session(engine);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "quit")
      return 0;
    const auto result = session.execute(split(line));
    if (!answer(result ? (result->empty() ? "ok" : "ok\t" + *result) : "error\t" + oneLine(result.error().message)))
      return 2;
  }
  return 0;
}

} // namespace nearnative
