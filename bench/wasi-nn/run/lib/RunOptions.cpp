// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "RunOptions.h"

namespace nearnative::nn {

namespace fs = std::filesystem;
using nlohmann::json;

Result<Directory> parseDirectory(const std::string &text) {
  const size_t separator = text.find("::");
  Directory directory =
      separator == std::string::npos ? Directory{text, text} : Directory{text.substr(0, separator), text.substr(separator + 2)};
  if (directory.host.empty() || directory.guest.empty())
    return failure("--dir '" + text + "' is not HOST or HOST::GUEST");
  std::error_code ignored;
  if (!fs::is_directory(directory.host, ignored))
    return failure("--dir: " + directory.host + " is no folder");
  return directory;
}

Result<std::pair<std::string, std::string>> parsePair(const std::string &option, const std::string &text) {
  const size_t separator = text.find('=');
  if (separator == std::string::npos || separator == 0)
    return failure(option + " '" + text + "' is not NAME=VALUE");
  return std::pair(text.substr(0, separator), text.substr(separator + 1));
}

std::string textOf(const NamedGraph &graph) {
  std::string text = graph.name + "=" + std::string(name(graph.encoding));
  for (size_t i = 0; i < graph.options.size(); ++i)
    text += (i == 0 ? "?" : "&") + graph.options[i];
  for (size_t i = 0; i < graph.files.size(); ++i)
    text += (i == 0 ? ":" : ",") + fs::absolute(graph.files[i]).string();
  return text;
}

const char *name(InputMode mode) {
  switch (mode) {
  case InputMode::copy:
    return "copy";
  case InputMode::deferred:
    return "deferred";
  case InputMode::severalCopies:
    return "several-copies";
  }
  return "copy";
}

json v8Configuration(const RunOptions &options) {
  json environment = json::object();
  for (const auto &[key, value] : options.environment)
    environment[key] = value;
  json directories = json::array();
  for (const Directory &directory : options.directories)
    directories.push_back({{"host", fs::absolute(directory.host).string()}, {"guest", directory.guest}});
  json graphs = json::array();
  for (const NamedGraph &graph : options.graphs)
    graphs.push_back(textOf(graph));
  const Limits &limits = options.host.limits;
  return {{"guest", options.guest.string()},
          {"arguments", options.arguments},
          {"environment", environment},
          {"directories", directories},
          {"graphs", graphs},
          {"threads", options.host.threads},
          {"input_mode", name(options.host.inputMode)},
          {"limits",
           {{"model_bytes", limits.modelBytes},
            {"tensor_bytes", limits.tensorBytes},
            {"host_bytes", limits.hostBytes},
            {"graphs", limits.graphs},
            {"contexts", limits.contexts},
            {"rank", limits.rank},
            {"guest_memory_bytes", options.guestMemoryBytes}}},
          {"allow_load", options.host.allowLoad},
          {"phases", options.phases},
          {"json", options.json ? json(options.json->string()) : json()},
          {"deadline_ms", options.deadline ? json(options.deadline->count()) : json()},
          {"serve", options.serve},
          {"way", options.way},
          {"compile_cache", options.compileCache ? json(options.compileCache->string()) : json()},
          {"backends", (options.prefix / "lib").string()},
          {"libraries", options.libraries},
          {"addon", (options.prefix / "lib/nearnative-wasi-nn.node").string()}};
}

} // namespace nearnative::nn
