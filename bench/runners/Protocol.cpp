// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Protocol.h"

#include <chrono>
#include <map>

namespace nearnative {

namespace {

/// One client's modules and the commands on them; each gives what follows `ok`.
class Session {
public:
  explicit Session(RunnerEngine &engine) : engine(engine) {}

  std::vector<LineCommand> commands() {
    const auto command = [this](const char *name, size_t fields, Result<std::string> (Session::*body)(const Fields &)) {
      return LineCommand{name, fields, [this, body](const Fields &line) { return (this->*body)(line); }};
    };
    return {command("load", 2, &Session::load), command("setup", 3, &Session::setup), command("check", 2, &Session::check),
            command("time", 2, &Session::time), command("unload", 1, &Session::unload)};
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
    auto size = numberField(fields[2]);
    auto data = numberField(fields[3]);
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
    auto written = writeNewFile(fields[2], [&](int file) { return writeOutputs(**module, file); });
    if (!written)
      return tl::unexpected(written.error());
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
    auto iterations = numberField(fields[2]);
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

} // namespace

int serve(RunnerEngine &engine, const std::string &name, const std::string &version) {
  Session session(engine);
  return serveLines(name, "ready\t" + name + "\t" + version, session.commands());
}

} // namespace nearnative
